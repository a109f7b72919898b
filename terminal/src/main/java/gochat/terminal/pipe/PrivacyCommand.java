package gochat.terminal.pipe;

import gochat.client.v1.Contacts;
import gochat.terminal.text.AudienceText;
import gochat.terminal.text.Texts;
import gochat.v1.Audience;
import gochat.v1.Privacy;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Shows or changes who may write to the user in private, and who may invite it to rooms.
final class PrivacyCommand implements PipeCommand {
  private static final String MESSAGES = "messages";
  private static final String INVITATIONS = "invitations";

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, MESSAGES + "|" + INVITATIONS, "0..1", texts.get("usage.privacy.what"));
    Parameters.add(spec, "AUDIENCE", "0..1", texts.get("usage.privacy.audience"));
    Parameters.flag(spec, RoomsCommand.JSON, texts.get("usage.json", "Privacy"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context) throws Failure, IOException {
    String what = Parameters.optional(parsed, 0);
    String word = Parameters.optional(parsed, 1);
    Audience audience = Audience.AUDIENCE_UNSPECIFIED;
    if (what != null) {
      if (!what.equals(MESSAGES) && !what.equals(INVITATIONS)) {
        throw Parameters.wrong("privacy", what, MESSAGES + ", " + INVITATIONS, context);
      }
      String expected = String.join(", ", AudienceText.words());
      String given = word == null ? "" : word;
      audience =
          AudienceText.of(given)
              .orElseThrow(() -> Parameters.wrong("privacy " + what, given, expected, context));
    }
    Contacts contacts = context.setup().server().contacts(new TokenSource(context).accountToken());
    Privacy privacy =
        what == null
            ? contacts.privacy()
            : contacts.privacy(
                what.equals(MESSAGES) ? audience : Audience.AUDIENCE_UNSPECIFIED,
                what.equals(INVITATIONS) ? audience : Audience.AUDIENCE_UNSPECIFIED);
    if (parsed.hasMatchedOption(RoomsCommand.JSON)) {
      context.output().json(privacy);
    } else {
      context.output().line(MESSAGES + "\t" + AudienceText.word(privacy.getMessages()));
      context.output().line(INVITATIONS + "\t" + AudienceText.word(privacy.getInvitations()));
    }
  }
}
