package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The recipes for proxies in docs/web.md hold for the proxies of this machine.
class ProxyRecipesTest {
  @Nested
  class Caddy extends ProxyRecipe {
    Caddy() {
      super("/usr/bin/caddy", "needs Caddy (Debian: caddy)", "caddy");
    }

    @Override
    List<String> command(String program, String recipe, Path directory) throws IOException {
      String site = "http://chat.example.org:" + port;
      Path configuration =
          Files.writeString(
              directory.resolve("Caddyfile"),
              """
              {
                admin off
                default_bind 127.0.0.1
              }
              %s
              """
                  .formatted(recipe.replace("chat.example.org", site)));
      return List.of(
          program, "run", "--adapter", "caddyfile", "--config", configuration.toString());
    }
  }

  @Nested
  class Nginx extends ProxyRecipe {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("127.0.0.4");

    private int withoutHost;

    Nginx() {
      super("/usr/sbin/nginx", "needs nginx (Debian: nginx-light)", "nginx");
    }

    @Override
    List<String> command(String program, String recipe, Path directory) throws IOException {
      withoutHost = freePort();
      Path configuration =
          Files.writeString(
              directory.resolve("nginx.conf"),
              """
              daemon off;
              pid %1$s/nginx.pid;
              error_log stderr;
              events {}
              http {
                access_log off;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                %2$s
                server { listen 127.0.0.1:%3$d; location / { proxy_pass http://127.0.0.1:%4$d; } }
              }
              """
                  .formatted(
                      directory,
                      recipe.replace("listen 443 ssl;", "listen 127.0.0.1:" + port + ";"),
                      withoutHost,
                      webPort()));
      return List.of(program, "-e", "stderr", "-c", configuration.toString());
    }

    @Test
    void callsUnderAnotherServersNameAreRefused() throws Exception {
      assertThat(guest(CLIENT, port, "Bo", "Host: evil.example")).startsWith("HTTP/1.1 421");
    }

    @Test
    void withoutTheRecipeThePageIsServedAndItsBrowserBelieved() throws Exception {
      await().until(() -> listens(withoutHost));
      String origin = "Origin: https://somewhere.example";
      String host = "Host: somewhere.example";

      assertThat(ask(CLIENT, withoutHost, "GET / HTTP/1.1", host, origin))
          .startsWith("HTTP/1.1 200");
      assertThat(guest(CLIENT, withoutHost, "Cy", host, origin, "Sec-Fetch-Site: same-origin"))
          .startsWith("HTTP/1.1 200");
      assertThat(guest(CLIENT, withoutHost, "Di", host, origin))
          .startsWith("HTTP/1.1 403")
          .contains("ORIGIN_FOREIGN", "--web-hosts");
    }
  }
}
