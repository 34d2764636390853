package org.cairndb.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import sqlline.SqlLine;

/** The command line tool sqlline: its commands on metadata, queries and its formats of output. */
class SqllineIT {
    private static final JdbcCalls CALLS = JdbcCalls.of("sqlline");

    @AfterAll
    static void writeCalls() {
        CALLS.writeAndExpectFailures();
    }

    private static String run(String... commands) throws IOException {
        SqlLine tool = new SqlLine();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        tool.setOutputStream(print);
        tool.setErrorStream(print);
        List<String> arguments = new ArrayList<>(List.of("-u", Sample.CHINOOK.url(CALLS), "-n", "", "-p", ""));
        for (String command : commands) {
            arguments.add("-e");
            arguments.add(command);
        }
        InputStream nothing = new ByteArrayInputStream(new byte[0]);
        SqlLine.Status status = tool.begin(arguments.toArray(new String[0]), nothing, false);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(status).as(text).isEqualTo(SqlLine.Status.OK);
        return text;
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.split("\n"));
    }

    @Test
    void tablesAndColumnsAreListed() throws IOException {
        List<String> lines = lines(run(
                "!set outputformat csv",
                "!tables",
                "!columns Album",
                "!describe Album",
                "!primarykeys Album",
                "!importedkeys Album",
                "!exportedkeys Artist",
                "!indexes Album",
                "!schemas",
                "!typeinfo",
                "!procedures"));
        assertThat(lines.stream().filter(line -> line.contains(",'TABLE',"))).hasSize(11);
        assertThat(lines)
                .contains(
                        "'cairn','main','Album','TABLE','','','','','',''",
                        "'cairn','main','Album','_id','1','Album_pk'",
                        "'cairn','main','Album','false','','Album_AlbumId_key','3','1','AlbumId','A','347','0',''",
                        "'main','cairn'");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("'cairn','main','Album','Title','12','VARCHAR',"))
                .hasSize(2);
        assertThat(lines)
                .filteredOn(
                        line -> line.startsWith("'cairn','main','Artist','_id','cairn','main','Album','Artist','1',"))
                .hasSize(2);
        assertThat(lines)
                .filteredOn(line -> line.startsWith("'DECIMAL','3','38',"))
                .hasSize(1);
    }

    @Test
    void theConnectionIsDescribedAndSet() throws IOException {
        String text = run(
                "!dbinfo",
                "!isolation TRANSACTION_READ_COMMITTED",
                "!autocommit off",
                "!commit",
                "!rollback",
                "!autocommit on",
                "!reconnect",
                "!list",
                "!metadata getCatalogs");
        assertThat(text)
                .contains("getDatabaseProductName                            Cairn")
                .contains("Commit complete")
                .contains("Rollback complete")
                .contains("1 active connection")
                .doesNotContain("not supported")
                .doesNotContain("Error");
    }

    @Test
    void rowsArePrintedInEveryFormat() throws IOException {
        String query = "SELECT GenreId, Name, CAST(NULL AS DATE) AS nothing FROM Genre WHERE GenreId = 6;";
        assertThat(run("!set outputformat table", query))
                .contains("| GenreId | Name  | nothing |", "| 6       | Blues |");
        assertThat(run("!set outputformat csv", query)).contains("'6','Blues','null'");
        assertThat(run("!set outputformat vertical", query)).contains("GenreId  6\nName     Blues");
        assertThat(run("!set outputformat xmlattr", query)).contains("GenreId=\"6\" Name=\"Blues\"");
        assertThat(run("!set outputformat json", query))
                .contains("\"GenreId\":6,\"Name\":\"Blues\",\"nothing\":\"null\"");
    }

    @Test
    void manyRowsAndValuesOfAllKindsArePrinted() throws IOException {
        String text = run(
                "!set outputformat csv",
                "SELECT i.BillingCity, i.InvoiceDate, i.Total FROM Invoice i WHERE i.InvoiceId IN (5, 98);",
                "SELECT COUNT(*), SUM(Total), AVG(InvoiceId) FROM Invoice;",
                "SELECT Name FROM Track;");
        assertThat(text)
                .contains("'Boston','2009-01-11','13.86", "'412','2328.60','206.5'", "'Fast As a Shark'")
                .contains("3,503 rows selected");
    }
}
