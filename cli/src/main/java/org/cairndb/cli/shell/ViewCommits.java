package org.cairndb.cli.shell;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.StoredViews;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;
import org.cairndb.writer.tx.Views;
import org.jspecify.annotations.Nullable;

/** Commits views to the databases that a connection only reads. */
public final class ViewCommits {
    /** For connections whose databases are not known by their locations. */
    public static final ViewCommits NONE = new ViewCommits(Map.of());

    private final Map<String, String> locations;

    /** Locations by the name of their schema. */
    public ViewCommits(Map<String, String> locations) {
        this.locations = Map.copyOf(locations);
    }

    /**
     * Commits what a statement says; tells what happened.
     *
     * @throws SQLException if the query of a new view cannot be planned
     */
    String run(ViewStatement statement, String sql, Connection connection) throws SQLException {
        String schema = schemaOf(statement, connection);
        if (statement.query().isPresent()) {
            connection.prepareStatement(statement.queryIn(sql)).close();
        }
        try (Writer writer = Writer.open(Location.parse(locationOf(schema)), WriterOptions.DEFAULT)) {
            boolean isThere = writer.snapshot().views().containsKey(statement.name());
            if (statement.query().isEmpty() && statement.isLenient() && !isThere) {
                return "There is no view \"%s\"".formatted(statement.name());
            }
            TxReport report = writer.transact(transaction(statement, schema));
            String done = statement.query().isEmpty() ? "Dropped" : isThere ? "Replaced" : "Created";
            return "%s view \"%s\" in \"%s\", transaction %d".formatted(done, statement.name(), schema, report.tx());
        }
    }

    private static Transact transaction(ViewStatement statement, String schema) {
        return statement
                .query()
                .map(query -> Views.create(
                        statement.name(),
                        new StoredViews.View(query, schema),
                        statement.isLenient() ? Views.Existing.REPLACE : Views.Existing.REFUSE))
                .orElseGet(() -> Views.drop(statement.name()));
    }

    private String schemaOf(ViewStatement statement, Connection connection) throws SQLException {
        if (locations.isEmpty()) {
            throw new CairnException(
                    ErrorCode.UNSUPPORTED,
                    "Views are committed to databases that are named by their locations; start the shell with locations"
                            + " instead of a URL");
        }
        Optional<String> wanted = statement.schema().or(() -> Optional.ofNullable(current(connection)));
        return wanted.flatMap(name -> locations.keySet().stream()
                        .filter(name::equalsIgnoreCase)
                        .findFirst())
                .orElseThrow(() -> new CairnException(
                        ErrorCode.NO_SUCH_DATABASE,
                        "Say in which database the view is to lie: one of \"%s\", as in CREATE VIEW %s.%s AS ..."
                                .formatted(
                                        String.join("\", \"", locations.keySet()),
                                        locations.keySet().iterator().next(),
                                        statement.name())));
    }

    private static @Nullable String current(Connection connection) {
        try {
            return connection.getSchema();
        } catch (SQLException e) {
            return null;
        }
    }

    private String locationOf(String schema) {
        return String.valueOf(locations.get(schema));
    }
}
