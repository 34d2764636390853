package org.cairndb.cli.shell;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes the names of schemas, tables and columns, whatever stands before them in the word. The names are read when they are first needed. */
final class NameCompleter implements Completer {
    private static final Pattern BEFORE_NAME = Pattern.compile("^.*[^A-Za-z0-9_\"]", Pattern.DOTALL);
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final SqlSession session;
    private final Set<String> names = new TreeSet<>();

    NameCompleter(SqlSession session) {
        this.session = session;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (names.isEmpty()) {
            readNames();
        }
        Matcher before = BEFORE_NAME.matcher(line.word().substring(0, line.wordCursor()));
        String kept = before.find() ? before.group() : "";
        for (String name : names) {
            candidates.add(new Candidate(kept + name, name, null, null, null, null, false));
        }
    }

    private void readNames() {
        try {
            DatabaseMetaData metadata = session.metadata();
            add(metadata.getSchemas(), "TABLE_SCHEM");
            add(metadata.getTables(null, null, "%", new String[] {"TABLE", "VIEW"}), "TABLE_NAME");
            add(metadata.getColumns(null, null, "%", "%"), "COLUMN_NAME");
        } catch (SQLException e) {
            session.report(e);
        }
    }

    private void add(ResultSet rows, String column) throws SQLException {
        try (rows) {
            while (rows.next()) {
                String name = rows.getString(column);
                names.add(PLAIN_NAME.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"');
            }
        }
    }
}
