package org.cairndb.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementSplitterTest {
    private static List<String> split(String... lines) {
        StatementSplitter splitter = new StatementSplitter();
        List<String> statements = new ArrayList<>();
        for (String line : lines) {
            statements.addAll(splitter.add(line));
        }
        statements.addAll(splitter.finish());
        return statements;
    }

    @Test
    void semicolonsEndStatements() {
        assertThat(split("SELECT 1; SELECT 2;", "SELECT", "  3"))
                .containsExactly("SELECT 1", "SELECT 2", "SELECT\n  3");
    }

    @Test
    void semicolonsInTextsNamesAndCommentsDoNot() {
        assertThat(split("SELECT 'a;b''c;', \"d;e\" -- f; g", "/* h; ' \" */ FROM t; SELECT 2"))
                .containsExactly("SELECT 'a;b''c;', \"d;e\" -- f; g\n/* h; ' \" */ FROM t", "SELECT 2");
    }

    @Test
    void textsAndCommentsMaySpanLines() {
        assertThat(split("SELECT 'a;", "b' /* c;", "d; */;")).containsExactly("SELECT 'a;\nb' /* c;\nd; */");
    }

    @Test
    void operatorsThatLookLikeCommentsAreNone() {
        assertThat(split("SELECT 4 - -2, 6 / 3 * 2; SELECT 1")).containsExactly("SELECT 4 - -2, 6 / 3 * 2", "SELECT 1");
    }

    @Test
    void emptyStatementsAndCommentsAloneAreNoStatements() {
        assertThat(split(" ; ;", "-- nothing", "/* here */ ;")).isEmpty();
    }

    @Test
    void statementGoesOnUntilItsSemicolon() {
        StatementSplitter splitter = new StatementSplitter();
        assertThat(splitter.isInStatement()).isFalse();
        splitter.add("-- a comment");
        assertThat(splitter.isInStatement()).isFalse();
        splitter.add("SELECT 'it''s");
        assertThat(splitter.isInStatement()).isTrue();
        splitter.add("over;'");
        assertThat(splitter.isInStatement()).isTrue();
        assertThat(splitter.add(";")).containsExactly("-- a comment\nSELECT 'it''s\nover;'");
        assertThat(splitter.isInStatement()).isFalse();
    }
}
