package org.cairndb.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.junit.jupiter.api.Test;

class ErrorReportTest {
    private final CapturedConsole console = CapturedConsole.create();

    private String report(Throwable error) {
        new ErrorReport(false).print(error, console.console().err());
        return console.err();
    }

    private String report(String message, String sql) {
        CairnException error = new CairnException(ErrorCode.SQL_SYNTAX, message);
        new ErrorReport(false).print(error, sql, console.console().err());
        return console.err();
    }

    @Test
    void errorIsOneLine() {
        assertThat(report(new CairnException(ErrorCode.STORE_FAILED, "The store\n  cannot be\tread\u001b[2J")))
                .isEqualTo("cairn: The store cannot be\\tread\\u001b[2J\n");
    }

    @Test
    void fileErrorsAreSentences() {
        assertThat(report(new NoSuchFileException("a.json"))).isEqualTo("cairn: There is no file \"a.json\"\n");
        assertThat(report(new UncheckedIOException(new IOException("disk full"))))
                .endsWith("cairn: Input or output failed: disk full\n");
    }

    @Test
    void unknownErrorAsksForAReport() {
        assertThat(report(new IllegalStateException("broken")))
                .isEqualTo("cairn: Internal error, please report it with the output of --debug:"
                        + " java.lang.IllegalStateException: broken\n");
    }

    @Test
    void debugAddsTheStackTrace() {
        new ErrorReport(true)
                .print(new IllegalStateException("broken"), console.console().err());
        assertThat(console.err()).contains("\tat " + ErrorReportTest.class.getName());
    }

    @Test
    void caretStandsUnderThePosition() {
        assertThat(report("Column \"prise\" not found at line 2, column 3", "SELECT name,\n  prise\nFROM product"))
                .isEqualTo("""
                        cairn: Column "prise" not found at line 2, column 3
                            prise
                            ^
                        """);
    }

    @Test
    void caretIsRightAfterWideCharactersAndTabs() {
        assertThat(report("Wrong at line 1, column 13", "SELECT\t'日本' x")).isEqualTo("""
                        cairn: Wrong at line 1, column 13
                          SELECT '日本' x
                                        ^
                        """);
    }

    @Test
    void longLineIsCutAroundThePosition() {
        String sql = "SELECT " + "a, ".repeat(100) + "oops" + ", b".repeat(100);
        String[] lines = report("Wrong at line 1, column 308", sql).split("\n");

        assertThat(lines[1]).hasSizeLessThan(110).startsWith("  …").endsWith("…");
        assertThat(lines[1].substring(lines[2].indexOf('^'))).startsWith("oops, b");
    }

    @Test
    void positionOutsideOfTheStatementIsNotMarked() {
        assertThat(report("Wrong at line 7, column 1", "SELECT 1")).hasLineCount(1);
        assertThat(report("Wrong at line 1, column 99", "SELECT 1")).doesNotContain("^");
    }

    @Test
    void positionAtTheEndIsMarked() {
        assertThat(report("Unexpected end at line 1, column 7", "SELECT")).endsWith("  SELECT\n        ^\n");
    }
}
