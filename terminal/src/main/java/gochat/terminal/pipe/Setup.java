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

/// The environment of a command.
///
/// @param name the user's name from the command line or the profile; null if there is none
/// @param out unbuffered, and no `PrintStream`, which would hide errors
/// @param commandLine the complete model of the command line, which takes a while to build
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
