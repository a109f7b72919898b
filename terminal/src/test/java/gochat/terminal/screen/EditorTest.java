package gochat.terminal.screen;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.terminal.chat.Draft;
import org.junit.jupiter.api.Test;

class EditorTest {
  private final Editor editor = new Editor();

  /// @param text with `|` at the cursor
  private Editor at(String text) {
    int cursor = text.indexOf('|');
    editor.set(new Draft(text.replace("|", ""), cursor));
    return editor;
  }

  private String state() {
    return new StringBuilder(editor.text()).insert(editor.cursor(), '|').toString();
  }

  @Test
  void charactersArePutInAtTheCursor() {
    at("ab|d").insert("c");
    assertThat(state()).isEqualTo("abc|d");
  }

  @Test
  void aCharacterIsAGraphemeCluster() {
    at("a👍🏽e\u0301|").left();
    assertThat(state()).isEqualTo("a👍🏽|e\u0301");
    editor.left();
    assertThat(state()).isEqualTo("a|👍🏽e\u0301");
    editor.right();
    assertThat(state()).isEqualTo("a👍🏽|e\u0301");
    editor.backspace();
    assertThat(state()).isEqualTo("a|e\u0301");
    editor.deleteRight();
    assertThat(state()).isEqualTo("a|");
    editor.deleteRight();
    assertThat(state()).isEqualTo("a|");
  }

  @Test
  void theKeysOfEmacsMoveAndCut() {
    at("one two-three|").killWordLeft();
    assertThat(state()).isEqualTo("one |");
    editor.yank();
    assertThat(state()).isEqualTo("one two-three|");
    editor.wordLeft();
    assertThat(state()).isEqualTo("one two-|three");
    editor.killToStart();
    assertThat(state()).isEqualTo("|three");
    editor.wordRight();
    assertThat(state()).isEqualTo("three|");
    editor.lineStart();
    editor.killWordRight();
    assertThat(state()).isEqualTo("|");
    at("ab|c").transpose();
    assertThat(state()).isEqualTo("acb|");
    at("a|bc").killToEnd();
    assertThat(state()).isEqualTo("a|");
  }

  @Test
  void linesAreKeptApart() {
    at("one\ntwo|\nthree").killToStart();
    assertThat(state()).isEqualTo("one\n|\nthree");
    at("first line\nab|\nthird").up();
    assertThat(state()).isEqualTo("fi|rst line\nab\nthird");
    assertThat(editor.up()).isFalse();
    at("abcd|\nx\nlast").down();
    assertThat(state()).isEqualTo("abcd\nx|\nlast");
    editor.down();
    assertThat(state()).isEqualTo("abcd\nx\nl|ast");
    assertThat(editor.down()).isFalse();
  }

  @Test
  void changesAreTakenBack() {
    at("|");
    editor.insert("o");
    editor.insert("ne");
    editor.insert(" ");
    editor.insert("two");
    editor.killWordLeft();
    assertThat(state()).isEqualTo("one |");
    editor.undo();
    assertThat(state()).isEqualTo("one two|");
    editor.undo();
    assertThat(state()).isEqualTo("one|");
    editor.undo();
    assertThat(state()).isEqualTo("|");
    editor.undo();
    assertThat(state()).isEqualTo("|");
  }
}
