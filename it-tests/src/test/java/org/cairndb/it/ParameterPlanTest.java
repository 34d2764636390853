package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Prepared statements run by plans that suit the values of their parameters. */
class ParameterPlanTest {
    private static final String ORDERS = "SELECT o.id, o.customer FROM orders o WHERE o.day >= ? AND o.day < ?";
    private static final String LINES =
            "SELECT l.quantity, o.day FROM orders o JOIN line l ON l.orders = o.id WHERE o.day >= ? AND o.day < ?";

    private static Connection connection;

    @BeforeAll
    static void load() throws SQLException {
        connection = DriverManager.getConnection(Trade.load());
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static String plan(String sql, Object... parameters) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (List<?> row : Jdbc.rows(connection, "EXPLAIN " + sql, parameters)) {
            lines.add((String) row.get(0));
        }
        return String.join("\n", lines);
    }

    private static String withValues(String sql, Object... values) {
        String text = sql;
        for (Object value : values) {
            text = text.replaceFirst("\\?", value instanceof String ? "'" + value + "'" : value.toString());
        }
        return text;
    }

    private static void assertPlannedLikeLiterals(String sql, Object... values) throws SQLException {
        assertThat(operators(plan(sql, values))).isEqualTo(operators(plan(withValues(sql, values))));
    }

    /** What a plan does, without its ranges and estimates. */
    private static List<String> operators(String plan) {
        return plan.lines()
                .map(line -> line.replaceAll("\\(.*|: about.*|, range .*", ""))
                .toList();
    }

    @Test
    void aNarrowRangeGoesThroughTheIndexAndAWideOneThroughTheTable() throws SQLException {
        assertThat(plan(ORDERS, 500, 501)).contains("AVET");
        assertThat(plan(ORDERS, 10, 990)).doesNotContain("AVET");
        assertPlannedLikeLiterals(ORDERS, 500, 501);
        assertPlannedLikeLiterals(ORDERS, 10, 990);
    }

    @Test
    void aJoinIsChosenByTheRowsOfTheRange() throws SQLException {
        assertPlannedLikeLiterals(LINES, 3, 4);
        assertPlannedLikeLiterals(LINES, 0, 990);
        assertThat(operators(plan(LINES, 3, 4))).isNotEqualTo(operators(plan(LINES, 0, 990)));
    }

    @Test
    void onePreparedStatementGivesTheSameRowsAsTextsWhateverItsPlan() throws SQLException {
        int[][] ranges = {{0, 1}, {0, 1_000}, {500, 510}, {3, 3}, {900, 400}, {-5, 2_000}, {998, 1_000}};
        try (PreparedStatement statement = connection.prepareStatement(LINES)) {
            for (int[] range : ranges) {
                statement.setInt(1, range[0]);
                statement.setInt(2, range[1]);
                List<List<Object>> rows = new ArrayList<>();
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        rows.add(List.of(result.getObject(1), result.getObject(2)));
                    }
                }
                List<List<Object>> expected =
                        new ArrayList<>(Jdbc.rows(connection, withValues(LINES, range[0], range[1])));
                assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    void nullAndValuesOfOtherTypesArePlannedToo() throws SQLException {
        assertThat(Jdbc.rows(connection, ORDERS, null, 20)).isEmpty();
        assertThat(Jdbc.rows(connection, ORDERS, new BigDecimal("10"), "12"))
                .isEqualTo(Jdbc.rows(connection, withValues(ORDERS, 10, 12)));
    }

    @Test
    void theCurrentTimeIsAValueToo() throws SQLException {
        String recent = "SELECT t.tx FROM transactions t WHERE t.instant > CURRENT_TIMESTAMP - INTERVAL '1' DAY";

        long all = Jdbc.rows(connection, "SELECT tx FROM transactions").size();
        assertThat(plan(recent)).contains("about " + all + " rows");
    }

    @Test
    void aValueThatHasManyRowsIsFoundInTheTable() throws SQLException {
        String sql = "SELECT c.id, c.nation FROM customer c WHERE c.nation = ?";

        assertPlannedLikeLiterals(sql, 3);
    }
}
