package gochat.ops;

import gochat.account.Account;
import gochat.account.Administration;
import gochat.account.UserName;
import gochat.limit.AccountLimit;
import gochat.log.LogText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists accounts, one a line.
@Command(name = "list")
final class AccountListCommand implements ServerCommand {
  private static final int PAGE = AccountLimit.OF_PAGE.standardInt();

  @Parameters(paramLabel = "PREFIX", arity = "0..1", descriptionKey = "admin.account.list.prefix")
  private String prefix = "";

  @Option(names = "--json", descriptionKey = "admin.account.list.json")
  private boolean isJson;

  @Override
  public String group() {
    return "account";
  }

  @Override
  public int run(LiveServer server, Caller caller) {
    Administration administration = server.identities().administration();
    Optional<UserName> after = Optional.empty();
    List<Account> page;
    do {
      page = administration.list(prefix, after, PAGE);
      for (Account account : page) {
        caller
            .out()
            .println(isJson ? Fact.object(facts(account)) : line(account, caller.messages()));
        after = Optional.of(account.user().name());
      }
    } while (page.size() == PAGE);
    return ExitCode.OK;
  }

  private static List<Fact> facts(Account account) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("id", account.user().id()));
    facts.add(new Fact("name", account.user().name()));
    facts.add(new Fact("kind", kind(account)));
    facts.add(new Fact("created", Instant.ofEpochMilli(account.createdMs())));
    if (account.sessions() > 0) {
      facts.add(new Fact("last-used", Instant.ofEpochMilli(account.lastUsedMs())));
    }
    facts.add(new Fact("sessions", account.sessions()));
    facts.add(new Fact("disabled", String.valueOf(account.isDisabled())));
    if (account.eraseMs() > 0) {
      facts.add(new Fact("erased", Instant.ofEpochMilli(account.eraseMs())));
    }
    return facts;
  }

  private static String line(Account account, Messages messages) {
    String line =
        messages.get(
            "admin.account.list.line",
            LogText.visible(account.user().name().toString()),
            kind(account),
            time(account.createdMs()),
            account.sessions() > 0 ? time(account.lastUsedMs()) : "-",
            String.valueOf(account.sessions()));
    if (account.eraseMs() > 0) {
      return line + messages.get("admin.account.list.deleted", time(account.eraseMs()));
    }
    return account.isDisabled() ? line + messages.get("admin.account.list.disabled") : line;
  }

  private static String kind(Account account) {
    return account.user().kind().name().toLowerCase(Locale.ROOT);
  }

  private static String time(long ms) {
    return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
