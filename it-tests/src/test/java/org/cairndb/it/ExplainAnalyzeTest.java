package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.cairndb.jdbc.QueryRequests;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.RequestTotals;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** EXPLAIN ANALYZE tells real rows and requests, and so do the results of queries and commits. */
class ExplainAnalyzeTest {
    private static final int ROWS = 300;

    private final String location = "mem:analyze-" + UUID.randomUUID();
    private final List<TxReport> reports = new ArrayList<>();
    private final Connection connection = connect();

    private Connection connect() {
        WriterOptions options = WriterOptions.DEFAULT.flushBounds(new FlushBounds(64 << 10, 100, 1024));
        try (Writer writer = Writer.open(Location.parse(location), options)) {
            reports.add(writer.transact(
                    Operation.define(AttributeSpec.builder("item/code", ValueType.STRING)
                            .identity()
                            .build()),
                    Operation.define(
                            AttributeSpec.builder("item/weight", ValueType.LONG).build())));
            List<Operation> operations = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                operations.add(Operation.put(Map.of("item/code", "I" + i, "item/weight", i % 10L)));
            }
            reports.add(writer.transact(operations.toArray(Operation[]::new)));
            return DriverManager.getConnection("jdbc:cairn:" + location);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private List<String> lines(String sql, Object... parameters) throws SQLException {
        return Jdbc.rows(connection, sql, parameters).stream()
                .map(row -> (String) row.get(0))
                .toList();
    }

    @Test
    void literalsAreShownAsTheyAreWritten() throws SQLException {
        String plan = Jdbc.rows(
                        connection, "EXPLAIN SELECT weight FROM item FOR VERSION AS OF 'main' WHERE code = 'I1'")
                .toString();
        assertThat(plan).contains("=(code, 'I1')").contains("[version 'main']").doesNotContain("CHARACTER SET");
    }

    @Test
    void everyOperatorTellsItsRealRows() throws SQLException {
        List<String> lines =
                lines("EXPLAIN ANALYZE SELECT code, weight FROM item WHERE weight = 3 ORDER BY weight, code LIMIT 7");
        assertThat(lines.get(0))
                .contains("DatomSort")
                .contains("; real 7 rows in 1 batch, ")
                .contains(" of its own");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).contains("DatomIndexScan").contains("; real 30 rows in "));
        assertThat(lines.get(lines.size() - 2)).matches("7 rows in \\d+\\.\\d\\d ms");
        assertThat(lines.get(lines.size() - 1)).matches("[12] GETs?, .* from memory.*|[0-9]+ GETs, .*");
    }

    @Test
    void operatorsTellWhatTheyWroteToFiles() throws SQLException {
        String sql = "EXPLAIN ANALYZE SELECT x, COUNT(*) FROM (SELECT a.code AS x, b.code AS y FROM item a, item b"
                + " ORDER BY b.code, a.code OFFSET 1 ROWS) t GROUP BY x";
        try (Connection small = DriverManager.getConnection("jdbc:cairn:" + location + "?maxQueryMemory=1MB")) {
            List<String> lines = SqlRows.of(small, sql).stream()
                    .map(row -> (String) row.get(0))
                    .toList();
            assertThat(lines.stream().filter(line -> line.contains("temporary file")))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("DatomSort")
                            .containsPattern(", [1-9][0-9]*\\.[0-9] kB in [1-9][0-9]* temporary files?"));
        }
        assertThat(lines(sql)).noneSatisfy(line -> assertThat(line).contains("temporary"));
    }

    @Test
    void planIsThatOfExplain() throws SQLException {
        String query = "SELECT a.weight, COUNT(*) FROM item a JOIN item b ON a.code = b.code GROUP BY a.weight";
        List<String> plan = lines("EXPLAIN " + query);
        List<String> measured = lines("explain  analyze\n" + query + ";");
        assertThat(measured).hasSize(plan.size() + 2);
        for (int i = 0; i < plan.size(); i++) {
            assertThat(measured.get(i)).startsWith(plan.get(i));
        }
        assertThat(measured.get(0)).contains("real 10 rows");
        assertThat(measured)
                .anySatisfy(line -> assertThat(line).contains("Join").contains("real 300 rows"));
    }

    @Test
    void operatorsBelowRowAtATimeOnesAreMeasured() throws SQLException {
        List<String> lines =
                lines("EXPLAIN ANALYZE SELECT weight, SUM(weight) FROM item WHERE weight > 2 GROUP BY weight");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).contains("DatomIndexScan").contains("real 210 rows"));
        assertThat(lines.get(lines.size() - 2)).startsWith("7 rows in ");
    }

    @Test
    void parametersAreTaken() throws SQLException {
        List<String> lines = lines("EXPLAIN ANALYZE SELECT code FROM item WHERE weight = ?", 4L);
        assertThat(lines.get(lines.size() - 2)).startsWith("30 rows in ");
        assertThat(lines("EXPLAIN ANALYZE SELECT code FROM item WHERE weight = ?", -4L))
                .anySatisfy(line -> assertThat(line).startsWith("0 rows in "));
    }

    @Test
    void errorsOfTheQueryAreReported() {
        assertThatThrownBy(() -> lines("EXPLAIN ANALYZE SELECT nothing FROM item"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void resultsAndStatementsTellTheirRequests() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            QueryRequests requests = statement.unwrap(QueryRequests.class);
            assertThat(requests.requests()).isEqualTo(RequestTotals.NONE);
            try (ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM item")) {
                assertThat(result.next()).isTrue();
                assertThat(result.unwrap(QueryRequests.class).requests().gets()).isEqualTo(1);
            }
            assertThat(requests.requests().gets()).isEqualTo(1);
            assertThat(requests.requests().memoryHits()).isZero();
            try (ResultSet result = statement.executeQuery("SELECT SUM(weight) FROM item")) {
                assertThat(result.next()).isTrue();
                RequestTotals totals = result.unwrap(QueryRequests.class).requests();
                assertThat(totals.gets() + totals.memoryHits()).isGreaterThan(1);
            }
        }
    }

    @Test
    void smallCommitIsOnePut() {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(Map.of("item/code", "first"));
            RequestTotals small = writer.transact(Map.of("item/weight", 5L)).requests();
            assertThat(small.puts()).isEqualTo(1);
            assertThat(small.requests()).isEqualTo(1);
            assertThat(small.waves()).isEqualTo(1);
            assertThat(small.bytesWritten()).isPositive();
        }
        RequestTotals flushing = reports.get(1).requests();
        assertThat(flushing.puts()).isGreaterThan(4);
        assertThat(flushing.waves()).isEqualTo(2);
    }

    @Test
    void transactionsOfOneGroupShareTheirRequests() {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            List<CompletableFuture<TxReport>> futures = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                futures.add(writer.transactAsync(Transact.builder()
                        .put(Map.of("item/code", "group " + i))
                        .build()));
            }
            List<RequestTotals> totals =
                    futures.stream().map(future -> future.join().requests()).toList();
            assertThat(totals).allSatisfy(total -> assertThat(total.puts()).isEqualTo(1));
        }
    }
}
