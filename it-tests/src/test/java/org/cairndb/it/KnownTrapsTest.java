package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients have stumbled on in drivers like this one. */
class KnownTrapsTest {
    private final Connection connection;

    KnownTrapsTest() throws SQLException {
        connection = DriverManager.getConnection(TypesDatabase.create());
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private Object value(String sql, Object... parameters) throws SQLException {
        return SqlRows.of(connection, sql, parameters).get(0).get(0);
    }

    @Test
    void commitAndRollbackDoNothing() throws SQLException {
        assertThat(connection.getAutoCommit()).isTrue();
        connection.commit();
        connection.rollback();
        connection.setAutoCommit(false);
        assertThat(value("SELECT count(*) FROM t")).isEqualTo(2L);
        connection.rollback();
        connection.commit();
        connection.setReadOnly(false);
        connection.setReadOnly(true);
        assertThat(connection.isReadOnly()).isTrue();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        assertThatThrownBy(() -> connection.setTransactionIsolation(99)).isInstanceOf(SQLException.class);
        assertThatThrownBy(connection::setSavepoint).isInstanceOf(SQLFeatureNotSupportedException.class);
        connection.setAutoCommit(true);
    }

    @Test
    void sumsOfIntegersDoNotWrapAndAveragesKeepTheirFraction() throws SQLException {
        assertThat(value("SELECT SUM(x) FROM (VALUES (2147483647), (1)) AS v(x)"))
                .isEqualTo(2147483648L);
        assertThat(value("SELECT AVG(k) FROM t")).isEqualTo(7.5);
    }

    @Test
    void neitherLiteralsNorParametersArePadded() throws SQLException {
        assertThat(value("SELECT 'abc' LIKE ?", "a%")).isEqualTo(true);
        assertThat(value("SELECT ? LIKE 'a%c'", "abc")).isEqualTo(true);
        assertThat(value("SELECT count(*) FROM t WHERE s IN ('abc', 'abcdef')")).isEqualTo(1L);
        assertThat(value("SELECT 'a' || CASE WHEN k = 7 THEN 'b' ELSE 'long' END || '|' FROM t WHERE k = 7"))
                .isEqualTo("ab|");
    }

    @Test
    void textOfAllLanguagesIsKept() throws SQLException {
        assertThat(value("SELECT '日本 Ünï Привет 😀'")).isEqualTo("日本 Ünï Привет 😀");
        assertThat(value("SELECT char_length('日本😀')")).isEqualTo(3);
        assertThat(value("SELECT 'x' WHERE 'Привет' = ?", "Привет")).isEqualTo("x");
    }

    @Test
    void aParameterAloneIsText() throws SQLException {
        assertThat(value("SELECT ?", "abc")).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1;", "SELECT 1 ; -- end", "SELECT 1 /* end */;"})
    void statementsMayEndInSemicolonsAndComments(String sql) throws SQLException {
        assertThat(value(sql)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{fn ucase('x')}; X",
                "{FN UCASE('x')}; X",
                "{fn Lcase({fn concat('A', 'B')})}; ab",
                "{fn locate('b', 'abc')}; 2",
                "{fn insert('abcdef', 2, 3, 'XX')}; aXXef",
                "{fn length('abc')}; 3",
                "{fn left('abc', 2)} || {fn right('abc', 1)}; abc",
                "{fn substring('abc', 2, 1)}; b",
                "{fn space(2)} || '|'; '  |'",
                "{fn ascii('a')}; 97",
                "{fn char(65)}; A",
                "{fn ltrim(' a')}; a",
                "{fn repeat('ab', 2)}; abab",
                "{fn replace('abc', 'b', 'x')}; axc",
                "{fn abs(-1)}; 1",
                "{fn mod(5, 3)}; 2",
                "{fn log(1)}; 0.0",
                "{fn log10(100)}; 2.0",
                "{fn round(1.25, 1)}; 1.30",
                "{fn truncate(1.29, 1)}; 1.20",
                "{fn ceiling(1.2)}; 2",
                "{fn sign(-2)}; -1",
                "{fn power(2, 3)}; 8.0",
                "{fn year(dt)}; 2024",
                "{fn monthname(dt)}; February",
                "{fn dayname(dt)}; Thursday",
                "{fn dayofweek(dt)}; 5",
                "{fn dayofyear(dt)}; 60",
                "{fn hour(ts)}; 10",
                "{fn extract(year from dt)}; 2024",
                "{fn timestampadd(SQL_TSI_DAY, 1, ts)}; 2024-03-01 10:11:12.123456",
                "{fn timestampdiff(SQL_TSI_HOUR, ts, {fn timestampadd(SQL_TSI_DAY, 1, ts)})}; 24",
                "{fn convert('12', SQL_INTEGER)} + 1; 13",
                "{fn convert(k, SQL_VARCHAR)} || '!'; 7!",
                "{fn ifnull(s, 'x')}; abc",
                "{fn curdate()} = {fn current_date()}; true",
                "{d '2024-02-29'}; 2024-02-29",
                "{t '10:11:12'}; 10:11:12",
                "{ts '2024-02-29 10:11:12.5'}; 2024-02-29 10:11:12.5",
                "'a%b' LIKE 'a\\%b' {escape '\\'}; true",
                "'axb' LIKE 'a\\%b' {escape '\\'}; false",
                "'abc' LIKE 'a%' {escape ''}; true",
                "'abc' LIKE 'a%' ESCAPE ''; true"
            })
    void escapesGive(String expression, String expected) throws SQLException {
        String plain = expected.startsWith("'") ? expected.substring(1, expected.length() - 1) : expected;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + expression + " FROM t WHERE k = 7")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo(plain);
        }
    }

    @Test
    void outerJoinsMayBeEscapedAndProceduresAreRefused() throws SQLException {
        assertThat(value("SELECT count(*) FROM {oj t a LEFT OUTER JOIN t b ON a.k = b.k + 1}"))
                .isEqualTo(2L);
        assertThat(connection.nativeSQL("SELECT {fn ucase(s)} FROM t").replaceAll(" +", " "))
                .isEqualTo("SELECT ucase(s) FROM t");
        assertState(() -> value("{call f(1)}"), "0A000");
        assertState(() -> connection.prepareCall("{call f(1)}"), "0A000");
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            assertState(() -> statement.executeQuery("SELECT {fn ucase('x')}"), "42000");
        }
    }

    @Test
    void aCancelOfAnIdleStatementDoesNotHarmTheNextOne() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.cancel();
            statement.executeQuery("SELECT k FROM t").close();
            statement.cancel();
            ResultSet open = statement.executeQuery("SELECT k FROM t");
            statement.cancel();
            statement.cancel();
            assertThat(open.isClosed()).isFalse();
            try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT 1/0, 22012",
        "SELECT k / (k - 7) FROM t, 22012",
        "SELECT CAST('x' AS INTEGER), 22018",
        "SELECT CAST(s AS DATE) FROM t, 22007",
        "SELECT nosuch FROM t, 42703",
        "SELEC 1, 42601",
        "INSERT INTO t VALUES (1), 25006",
        "UPDATE t SET k = 1, 25006",
        "CREATE TABLE x (a INT), 25006"
    })
    void whatGoesWrongIsAnSqlException(String sql, String state) {
        assertState(() -> value(sql), state);
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void assertState(Work work, String state) {
        assertThatThrownBy(work::run)
                .isInstanceOf(SQLException.class)
                .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo(state));
    }

    @Test
    void changesAndBatchesOfQueriesAreRefused() throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("SELECT k FROM t")) {
            assertState(() -> statement.executeUpdate("DELETE FROM t"), "25006");
            assertState(() -> statement.execute("DELETE FROM t"), "25006");
            assertState(() -> statement.execute("DELETE FROM t", Statement.RETURN_GENERATED_KEYS), "25006");
            assertState(() -> statement.addBatch("SELECT 1"), "25006");
            assertThat(statement.executeBatch()).isEmpty();
            assertThat(statement.getGeneratedKeys().next()).isFalse();
            assertState(prepared::addBatch, "25006");
            assertState(prepared::executeUpdate, "25006");
            assertState(() -> prepared.executeQuery("SELECT 1"), "22023");
            assertState(() -> connection.prepareStatement("DELETE FROM t"), "25006");
        }
    }

    @Test
    void nullsAreHigh() throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        assertThat(metadata.nullsAreSortedHigh()).isTrue();
        assertThat(metadata.nullsAreSortedLow() || metadata.nullsAreSortedAtEnd() || metadata.nullsAreSortedAtStart())
                .isFalse();
        assertThat(SqlRows.of(connection, "SELECT d FROM t ORDER BY d").get(1)).containsExactly((Object) null);
    }

    @Test
    void statementsAnswerWhatComesNext() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT 1")).isTrue();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            ResultSet first = statement.getResultSet();
            assertThat(statement.getMoreResults(Statement.KEEP_CURRENT_RESULT)).isFalse();
            assertThat(first.next()).isTrue();
            assertThat(statement.execute("SET TIME ZONE 'Europe/Berlin'")).isFalse();
            assertThat(statement.getUpdateCount()).isZero();
            assertThat(statement.getResultSet()).isNull();
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertState(() -> statement.getMoreResults(99), "22023");
            assertState(() -> statement.executeQuery("SET TIME ZONE 'UTC'"), "42000");
            statement.closeOnCompletion();
            statement.executeQuery("SELECT 1").close();
            assertThat(statement.isClosed()).isTrue();
        }
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.enquoteIdentifier("a b", false)).isEqualTo("\"a b\"");
            assertThat(statement.enquoteLiteral("it's")).isEqualTo("'it''s'");
            assertThat(statement.isPoolable()).isFalse();
        }
    }

    @Test
    void severalStatementsShareAConnection() throws SQLException {
        List<Object> read = new ArrayList<>();
        try (Statement outer = connection.createStatement();
                ResultSet rows = outer.executeQuery("SELECT k FROM t ORDER BY k")) {
            while (rows.next()) {
                read.add(value("SELECT k * 2 FROM t WHERE k = ?", rows.getLong(1)));
            }
        }
        assertThat(read).containsExactly(14L, 16L);
    }

    @Test
    void connectionsAnswerWhatPoolsAsk() throws SQLException {
        Executor direct = Runnable::run;
        connection.setClientInfo("ApplicationName", "test");
        assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("test");
        connection.setClientInfo(new Properties());
        assertThat(connection.getClientInfo()).isEmpty();
        connection.setNetworkTimeout(direct, 5000);
        assertThat(connection.getNetworkTimeout()).isEqualTo(5000);
        assertState(() -> connection.setNetworkTimeout(direct, -1), "22023");
        connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
        assertThat(connection.getHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
        assertThat(connection.getTypeMap()).isEmpty();
        assertThat(connection.isValid(1)).isTrue();
        connection.abort(direct);
        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.isValid(1)).isFalse();
    }

    @Test
    void columnsOfAResultNameTheirTable() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM t WHERE 1 = 0")) {
            assertThat(rows.getMetaData().getTableName(2)).isEqualTo("t");
            assertThat(rows.getMetaData().getSchemaName(2)).isEqualTo("main");
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void theZoneOfAConnectionIsThatOfLocalTimes() throws SQLException {
        String difference = "SELECT timestampdiff(MINUTE, CURRENT_TIMESTAMP, LOCALTIMESTAMP)";
        assertThat(value(difference)).isEqualTo(0);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE '+05:30'");
            assertThat(value(difference)).isEqualTo(330);
            statement.execute("SET timezone TO 'UTC'");
            assertThat(value(difference)).isEqualTo(0);
            assertState(() -> statement.execute("SET TIME ZONE 'Nowhere'"), "22023");
            assertState(() -> statement.execute("BEGIN"), "0A000");
            assertThat(statement.execute("COMMIT")).isFalse();
        }
    }
}
