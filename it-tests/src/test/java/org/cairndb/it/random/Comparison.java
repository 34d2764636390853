package org.cairndb.it.random;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs statements on both sides and says where they differ. */
final class Comparison {
    private static final MathContext DIGITS = new MathContext(10);
    private static final int MAX_SECONDS = 20;
    private static final int MAX_SHOWN = 400;

    /** Errors that a value causes; both sides must agree on them. */
    private static final Set<String> VALUE_ERRORS = Set.of("22003", "22012");

    private static final String UNSUPPORTED = "0A000";

    private final Connection ours;
    private final Connection theirs;
    private int compared;
    private int refused;

    Comparison(Connection ours, Connection theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** What one side said: rows, or the SQLSTATE of an error. */
    private record Outcome(List<String> rows, String error, String message) {
        boolean isError() {
            return !error.isEmpty();
        }

        @Override
        public String toString() {
            String text = isError() ? error + " " + message : rows.size() + " rows " + rows;
            return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + " ..." : text;
        }
    }

    /** A kind of failure; a smaller statement must fail in the same way. */
    record Mismatch(String kind, String ours, String theirs) {}

    /** Statements that both databases have answered. */
    int compared() {
        return compared;
    }

    /** Statements that only the other database has answered, because we say that we do not support them. */
    int refused() {
        return refused;
    }

    /** The difference, if there is one. Statements that one of the databases refuses say nothing. */
    Optional<Mismatch> mismatch(Sql sql) {
        Outcome expected = run(theirs, sql.render(false));
        if (expected.isError() && !VALUE_ERRORS.contains(expected.error)) {
            return Optional.empty();
        }
        Outcome actual = run(ours, sql.render(true));
        if (actual.error.equals(UNSUPPORTED)) {
            refused++;
            return Optional.empty();
        }
        compared++;
        boolean isEqual = expected.error.equals(actual.error) && expected.rows.equals(actual.rows);
        if (isEqual) {
            return Optional.empty();
        }
        String kind = actual.isError() ? actual.error : "rows";
        return Optional.of(new Mismatch(kind, actual.toString(), expected.toString()));
    }

    private static Outcome run(Connection connection, Sql.Statement sql) {
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            statement.setQueryTimeout(MAX_SECONDS);
            for (int i = 0; i < sql.parameters().size(); i++) {
                statement.setObject(i + 1, sql.parameters().get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                return new Outcome(rows(result, sql.text()), "", "");
            }
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "unknown" : e.getSQLState();
            return new Outcome(List.of(), state, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> rows(ResultSet result, String text) throws SQLException {
        List<String> rows = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= columns; i++) {
                row.append(text(result.getObject(i))).append('|');
            }
            rows.add(row.toString());
        }
        if (!orders(text)) {
            rows.sort(null);
        }
        return rows;
    }

    /** Whether the statement itself orders, not a query or window inside it. */
    private static boolean orders(String text) {
        int last = text.lastIndexOf(" ORDER BY c0");
        return last >= 0 && text.indexOf(')', last) < 0;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Number number) {
            BigDecimal exact = new BigDecimal(number.toString()).round(DIGITS);
            return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
        }
        if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime().toString();
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }
}
