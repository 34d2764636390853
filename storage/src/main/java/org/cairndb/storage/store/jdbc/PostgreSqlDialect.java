package org.cairndb.storage.store.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.cairndb.storage.node.StoredNode;

/** PostgreSQL, 12 or newer. */
record PostgreSqlDialect() implements Dialect {
    /** Taken while tables are created; any number that others hardly use. */
    private static final long CREATION_LOCK = 0x636169726eL;

    @Override
    public SqlProblem problemOf(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case "42P01" -> SqlProblem.MISSING_TABLE;
            case "3F000" -> SqlProblem.MISSING_SCHEMA;
            case "3D000" -> SqlProblem.MISSING_DATABASE;
            case "23505", "42P07", "42710" -> SqlProblem.DUPLICATE_KEY;
            case "40001", "40P01", "55P03" -> SqlProblem.CONFLICT;
            case "08001" -> SqlProblem.UNREACHABLE;
            case "08004", "28000", "28P01" -> SqlProblem.LOGIN_REFUSED;
            case "42501" -> SqlProblem.FORBIDDEN;
            case "25006" -> SqlProblem.READ_ONLY;
            case "53100" -> SqlProblem.DISK_FULL;
            case "53300" -> SqlProblem.TOO_MANY_CONNECTIONS;
            case "57P01", "57P02", "57P03", "57P05", "25P03", "40003" -> SqlProblem.CONNECTION_LOST;
            default -> state.startsWith("08") ? SqlProblem.CONNECTION_LOST : SqlProblem.OTHER;
        };
    }

    @Override
    public String rights(String schema) {
        return "reading takes SELECT, writing INSERT, UPDATE and DELETE on both tables, the first write CREATE on schema \"%s\""
                .formatted(schema);
    }

    @Override
    public String idType() {
        return "bytea";
    }

    /** Under a lock, because IF NOT EXISTS alone fails when two processes create a table at once. */
    @Override
    public void createTables(Connection connection, SqlTexts texts) throws SQLException {
        Transactions.run(connection, inside -> {
            try (Statement statement = inside.createStatement()) {
                statement.execute("SELECT pg_advisory_xact_lock(%d)".formatted(CREATION_LOCK));
                if (!exists(inside, texts.node())) {
                    createNodes(statement, texts.node());
                }
                if (!exists(inside, texts.head())) {
                    createHeads(statement, texts.head());
                }
                return true;
            }
        });
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Nodes are compressed already, so the server need not try. */
    private static void createNodes(Statement statement, String table) throws SQLException {
        statement.execute("""
                CREATE TABLE IF NOT EXISTS %s (
                  name text COLLATE "C" NOT NULL,
                  id bytea NOT NULL,
                  bytes bytea NOT NULL,
                  stored_at timestamptz NOT NULL,
                  PRIMARY KEY (name, id))
                """.formatted(table));
        statement.execute("ALTER TABLE %s ALTER COLUMN bytes SET STORAGE EXTERNAL".formatted(table));
    }

    private static void createHeads(Statement statement, String table) throws SQLException {
        statement.execute("""
                CREATE TABLE IF NOT EXISTS %s (
                  name text COLLATE "C" NOT NULL,
                  branch text COLLATE "C" NOT NULL,
                  version text COLLATE "C" NOT NULL,
                  bytes bytea NOT NULL,
                  stored_at timestamptz NOT NULL,
                  PRIMARY KEY (name, branch))
                """.formatted(table));
        statement.execute("ALTER TABLE %s ALTER COLUMN bytes SET STORAGE EXTERNAL".formatted(table));
    }

    /** One statement for all. Bytes that are there already are kept where they are; wrong ones, after a damage, are replaced. */
    @Override
    public void putNodes(Connection connection, SqlTexts texts, String name, List<StoredNode> nodes)
            throws SQLException {
        String insert = """
                INSERT INTO %s AS old (name, id, bytes, stored_at)
                SELECT ?, new.id, new.bytes, clock_timestamp() FROM unnest(?, ?) AS new (id, bytes)
                ON CONFLICT (name, id) DO UPDATE SET stored_at = EXCLUDED.stored_at,
                  bytes = CASE WHEN old.bytes = EXCLUDED.bytes THEN old.bytes ELSE EXCLUDED.bytes END
                """.formatted(texts.node());
        byte[][] ids =
                nodes.stream().map(node -> node.id().toBytes().unsafeArray()).toArray(byte[][]::new);
        byte[][] bytes = nodes.stream().map(node -> node.bytes().unsafeArray()).toArray(byte[][]::new);
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            Array idArray = connection.createArrayOf(idType(), ids);
            Array bytesArray = connection.createArrayOf(idType(), bytes);
            statement.setString(1, name);
            statement.setArray(2, idArray);
            statement.setArray(3, bytesArray);
            statement.executeUpdate();
        }
    }

    @Override
    public String createHead(SqlTexts texts) {
        return texts.createHead() + " ON CONFLICT DO NOTHING";
    }

    @Override
    public boolean commitsWithStatement() {
        return true;
    }

    @Override
    public void makeDurable(Connection connection) {
        // A commit is durable unless the server is set up otherwise (synchronous_commit).
    }
}
