package org.cairndb.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.cairndb.cli.output.CapturedConsole;
import org.cairndb.cli.output.ErrorReport;
import org.cairndb.cli.output.ResultFormat;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;

class NameCompleterTest {
    private static List<String> complete(String input) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:hsqldb:res:chinook", "CHINOOK", "CHINOOK")) {
            SqlSession session = new SqlSession(
                    connection, CapturedConsole.create().console(), ResultFormat.CSV, new ErrorReport(false));
            List<Candidate> candidates = new ArrayList<>();
            LineReader unused = LineReaderBuilder.builder().build();
            new NameCompleter(session)
                    .complete(
                            unused,
                            new StatementParser().parse(input, input.length(), ParseContext.COMPLETE),
                            candidates);
            return candidates.stream().map(Candidate::value).toList();
        }
    }

    @Test
    void schemasTablesAndColumnsAreOffered() throws SQLException {
        assertThat(complete("SELECT Na"))
                .contains("chinook", "PlaylistTrack", "UnitPrice")
                .doesNotHaveDuplicates();
    }

    @Test
    void whatStandsBeforeTheNameInTheWordIsKept() throws SQLException {
        assertThat(complete("SELECT sum(t.Un")).contains("sum(t.UnitPrice");
        assertThat(complete("SELECT a,Un")).contains("a,UnitPrice");
    }
}
