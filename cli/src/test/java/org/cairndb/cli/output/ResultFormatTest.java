package org.cairndb.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultFormatTest {
    private static final List<Column> PRODUCT =
            List.of(Column.text("name"), Column.number("price"), new Column("sold", Column.Kind.BOOLEAN));

    private static String print(ResultFormat format, CapturedConsole console, Rows rows) throws SQLException {
        format.printer().print(rows, console.console());
        return console.out();
    }

    private static String print(ResultFormat format, Rows rows) throws SQLException {
        return print(format, CapturedConsole.create(), rows);
    }

    private static Rows products(List<List<@Nullable String>> rows) {
        return new ListRows(PRODUCT, rows);
    }

    private static List<@Nullable String> row(@Nullable String... cells) {
        return Arrays.asList(cells);
    }

    private static Rows texts(String label, String... values) {
        return new ListRows(
                List.of(Column.text(label)),
                Arrays.stream(values).map(ResultFormatTest::row).toList());
    }

    @Test
    void tableAlignsTextLeftAndNumbersRightAndShowsNull() throws SQLException {
        String table = print(
                ResultFormat.TABLE,
                products(List.of(
                        row("Widget", "9.99", "true"), row("Thingamajig", "13.75", null), row(null, null, "false"))));

        assertThat(table).isEqualTo("""
                         name        | price | sold
                        -------------+-------+-------
                         Widget      |  9.99 | true
                         Thingamajig | 13.75 | NULL
                         NULL        |  NULL | false
                        (3 rows)
                        """);
    }

    @Test
    void tableOfNoRowsHasItsHeading() throws SQLException {
        assertThat(print(ResultFormat.TABLE, products(List.of()))).isEqualTo("""
                         name | price | sold
                        ------+-------+------
                        (0 rows)
                        """);
    }

    @Test
    void tableCountsOneRowAndGroupsThousands() throws SQLException {
        assertThat(print(ResultFormat.TABLE, texts("a", "x"))).endsWith("(1 row)\n");
        String[] many = Collections.nCopies(12_345, "x").toArray(String[]::new);
        assertThat(print(ResultFormat.TABLE, texts("a", many))).endsWith("(12,345 rows)\n");
    }

    @Test
    void tableOnATerminalCutsTextButNoNumberToTheLine() throws SQLException {
        Rows rows = new ListRows(
                List.of(Column.text("title"), Column.number("bytes"), Column.text("composer")),
                List.of(row("A rather long title of a song", "123456789012", "Somebody with a long name")));

        String table = print(ResultFormat.TABLE, CapturedConsole.ofWidth(40), rows);

        assertThat(table.lines()).allMatch(line -> line.length() <= 40);
        assertThat(table.lines().toList().get(2)).isEqualTo(" A rather … | 123456789012 | Somebody …");
    }

    @Test
    void tableInAFileCutsNothing() throws SQLException {
        String text = "x".repeat(500);
        assertThat(print(ResultFormat.TABLE, texts("a", text))).contains(text);
    }

    @Test
    void tableCutsLaterRowsOnATerminalToTheWidthOfTheFirst() throws SQLException {
        String[] values = IntStream.range(0, 1500)
                .mapToObj(i -> i == 1400 ? "far too long for the others" : "short")
                .toArray(String[]::new);

        assertThat(print(ResultFormat.TABLE, CapturedConsole.ofWidth(80), texts("a", values))
                        .lines())
                .hasSize(1503)
                .contains(" far …");
    }

    @Test
    void tableCountsWideAndCombiningCharactersAsTheTerminalDoes() throws SQLException {
        assertThat(print(ResultFormat.TABLE, texts("a", "日本", "e\u0301", "abcd")))
                .isEqualTo("""
                         a
                        ------
                         日本
                         e\u0301
                         abcd
                        (3 rows)
                        """);
    }

    @Test
    void tableShowsControlCharactersInsteadOfObeyingThem() throws SQLException {
        assertThat(print(ResultFormat.TABLE, texts("a", "one\ntwo\t\u001b[31mred\u202e")))
                .contains("one\\ntwo\\t\\u001b[31mred\\u202e")
                .doesNotContain("\u001b");
    }

    @Test
    void csvQuotesOnlyWhatNeedsIt() throws SQLException {
        Rows rows = new ListRows(
                List.of(Column.text("plain"), Column.text("a \"b\", c"), Column.number("n")),
                List.of(row("x", "with, comma", "1.5"), row("line\nbreak", "say \"hi\"", null), row("", null, "2")));

        assertThat(print(ResultFormat.CSV, rows))
                .isEqualTo("plain,\"a \"\"b\"\", c\",n\r\n"
                        + "x,\"with, comma\",1.5\r\n"
                        + "\"line\nbreak\",\"say \"\"hi\"\"\",\r\n"
                        + "\"\",,2\r\n");
    }

    @Test
    void jsonPrintsOneObjectPerLine() throws SQLException {
        assertThat(print(ResultFormat.JSON, products(List.of(row("Widget", "9.99", "true"), row(null, null, null)))))
                .isEqualTo("""
                        [
                        {"name":"Widget","price":9.99,"sold":true},
                        {"name":null,"price":null,"sold":null}
                        ]
                        """);
    }

    @Test
    void jsonOfNoRowsIsAnEmptyArray() throws SQLException {
        assertThat(print(ResultFormat.JSON, products(List.of()))).isEqualTo("[]\n");
    }

    @Test
    void jsonEscapesTextAndKeepsNumbersThatJsonLacksAsText() throws SQLException {
        Rows rows = new ListRows(
                List.of(Column.text("t"), Column.number("n")),
                List.of(row("q\" b\\ n\n c\u0001 é", "NaN"), row("", "-Infinity"), row("x", "1.0E-7")));

        assertThat(print(ResultFormat.JSON, rows).lines().toList())
                .containsExactly(
                        "[",
                        "{\"t\":\"q\\\" b\\\\ n\\n c\\u0001 é\",\"n\":\"NaN\"},",
                        "{\"t\":\"\",\"n\":\"-Infinity\"},",
                        "{\"t\":\"x\",\"n\":1.0E-7}",
                        "]");
    }

    @Test
    void bytesAreHexadecimalInTablesAndBase64InJson() throws SQLException {
        List<Column> columns = List.of(new Column("b", Column.Kind.BYTES));
        assertThat(print(ResultFormat.TABLE, new ListRows(columns, List.of(row("00ff")))))
                .contains("\n 00ff\n");
        assertThat(print(ResultFormat.JSON, new ListRows(columns, List.of(row("00ff")))))
                .contains("{\"b\":\"AP8=\"}");
    }

    @Test
    void jsonNumbersLabelsThatOccurTwice() throws SQLException {
        Rows rows = new ListRows(
                List.of(Column.number("a"), Column.number("a"), Column.number("a_2")), List.of(row("1", "2", "3")));

        assertThat(print(ResultFormat.JSON, rows)).contains("{\"a\":1,\"a_2\":2,\"a_2_2\":3}");
    }

    @Test
    void printingStopsWhenNobodyReadsAnyMore() {
        ResultStream closed = new ResultStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        Console console = new Console(InputStream.nullInputStream(), closed, closed, Screen.NONE);
        Iterable<List<@Nullable String>> endless = () -> IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> row(Integer.toString(i)))
                .iterator();
        for (ResultFormat format : ResultFormat.values()) {
            Rows rows = new ListRows(List.of(Column.number("n")), endless);
            assertThatThrownBy(() -> format.printer().print(rows, console))
                    .isInstanceOf(OutputLostException.class)
                    .hasMessage("Cannot write to the standard output: No space left on device");
        }
    }
}
