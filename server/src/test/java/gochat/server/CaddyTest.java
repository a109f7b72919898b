package gochat.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class CaddyTest extends ProxyRecipe {
  CaddyTest() {
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
    return List.of(program, "run", "--adapter", "caddyfile", "--config", configuration.toString());
  }
}
