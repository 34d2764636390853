package org.cairndb.it.sqllogic;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.hydromatic.sqllogictest.ISqlTestOperation;
import net.hydromatic.sqllogictest.OptionsParser;
import net.hydromatic.sqllogictest.SltSqlStatement;
import net.hydromatic.sqllogictest.SltTestFile;
import net.hydromatic.sqllogictest.SqlTestQuery;
import org.cairndb.storage.store.Location;

/** A script of SQLite's logic tests. */
final class LogicScript {
    /** No query of the scripts needs a tenth of it. */
    private static final int TIMEOUT_SECONDS = 60;

    private final String name;
    private final List<SqlTestQuery> queries = new ArrayList<>();
    private final ScriptTables tables = new ScriptTables();
    private final List<String> refused = new ArrayList<>();

    private LogicScript(String name) {
        this.name = name;
    }

    /**
     * What came of a script.
     *
     * @param queries how many queries were asked
     * @param failures the queries that were not answered as expected, and how
     */
    record Outcome(int queries, List<String> failures) {}

    /** Reads a script, such as {@code select1}. */
    static LogicScript read(String name) throws IOException {
        LogicScript script = new LogicScript(name);
        SltTestFile file = new SltTestFile("test/" + name + ".test");
        PrintStream silent = new PrintStream(PrintStream.nullOutputStream());
        file.parse(new OptionsParser(false, silent, silent).getOptions());
        for (ISqlTestOperation operation : file.fileContents) {
            if (operation instanceof SqlTestQuery query) {
                script.queries.add(query);
            } else if (operation instanceof SltSqlStatement statement && !script.tables.accept(statement.statement)) {
                script.refused.add(statement.statement);
            }
        }
        return script;
    }

    /** Makes the tables in a database of their own and asks every so many of the queries. */
    Outcome run(int step) throws SQLException {
        String location = "mem:sql-logic-%s-%s".formatted(name, UUID.randomUUID());
        tables.commitTo(Location.parse(location));
        List<String> failures = new ArrayList<>(refused);
        try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + location);
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            int asked = 0;
            for (int i = 0; i < queries.size(); i += step) {
                SqlTestQuery query = queries.get(i);
                String difference = ask(statement, query);
                asked++;
                if (!difference.isEmpty()) {
                    failures.add("%s: %s".formatted(query.getQuery(), difference));
                }
            }
            return new Outcome(asked, failures);
        }
    }

    private static String ask(Statement statement, SqlTestQuery query) {
        try (ResultSet result = statement.executeQuery(query.getQuery())) {
            return new ExpectedRows(query.outputDescription).difference(result);
        } catch (SQLException e) {
            return e.toString();
        }
    }
}
