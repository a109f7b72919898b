package gochat.terminal.pipe;

import gochat.client.v1.Endpoint;
import gochat.terminal.profile.UserDirectories;
import gochat.terminal.text.Texts;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// What a command works with.
///
/// @param name of the user, as the command line or the profile says; null: to be found out
/// @param out unbuffered; what fails there is told, other than by a `PrintStream`
/// @param commandLine the whole model of the command line, which takes a while to make
public record Setup(
    Endpoint server,
    @Nullable String name,
    UserDirectories directories,
    Map<String, String> environment,
    Texts texts,
    InputStream in,
    OutputStream out,
    PrintStream err,
    Supplier<CommandLine> commandLine) {}
