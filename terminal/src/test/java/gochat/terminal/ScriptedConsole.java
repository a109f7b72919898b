package gochat.terminal;

import static org.awaitility.Awaitility.await;

import gochat.terminal.text.Entry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An interactive console whose input is a script.
final class ScriptedConsole implements ChatConsole {
  private final BlockingQueue<Optional<String>> typed = new LinkedBlockingQueue<>();
  private final List<String> shown = new CopyOnWriteArrayList<>();
  private volatile Runnable leave = () -> {};

  void type(String line) {
    typed.add(Optional.of(line));
  }

  void typeEndOfInput() {
    typed.add(Optional.empty());
  }

  void interrupt() {
    leave.run();
  }

  List<String> shown() {
    return shown;
  }

  void awaitShown(String part) {
    await().alias(part).until(() -> shown.stream().anyMatch(line -> line.contains(part)));
  }

  @Override
  public boolean isInteractive() {
    return true;
  }

  @Override
  public @Nullable String readLine(UnaryOperator<String> prompt) {
    try {
      return typed.take().orElse(null);
    } catch (InterruptedException _) {
      return null;
    }
  }

  @Override
  public void show(Entry entry) {
    shown.add(entry.unwrapped());
  }

  @Override
  public void notice(Entry entry) {
    show(entry);
  }

  @Override
  public void onLeave(Runnable leave) {
    this.leave = leave;
  }

  @Override
  public void close() {}
}
