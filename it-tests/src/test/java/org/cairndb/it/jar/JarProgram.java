package org.cairndb.it.jar;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A host of the driver: runs queries on the databases of its arguments and prints what comes of it. Sees only the JDK, since it
 * runs where the driver's jar is all there is.
 */
final class JarProgram {
    /** Columns, sorting and joins; functions that compile; text, JSON, patterns, windows; a plan; metadata tables. */
    static final List<String> QUERIES = List.of(
            "SELECT count(*), sum(price) FROM main.product",
            "SELECT p.name FROM main.product p JOIN main.product q ON p._id = q._id ORDER BY p.price DESC LIMIT 1",
            "SELECT json_value('{\"a\": {\"b\": 7}}', '$.a.b')",
            "SELECT json_object('k' VALUE name) FROM main.product WHERE sku = 'W1'",
            "SELECT string_agg(name, '-' ORDER BY name) FROM main.product",
            "SELECT upper(name), power(2, 3), initcap('ab cd') FROM main.product WHERE name LIKE 'Wid%'",
            "SELECT regexp_replace('banana', 'an', 'X')",
            "SELECT sum(price) OVER (ORDER BY sku) FROM main.product ORDER BY sku LIMIT 1",
            "SELECT extract(YEAR FROM DATE '2024-02-29'), to_char(TIMESTAMP '2024-02-29 10:00:00', 'YYYY-MM')",
            "SELECT x FROM (VALUES (3), (1), (2)) AS t (x) ORDER BY x",
            "SELECT count(*) FROM main.transactions FOR SYSTEM_TIME ALL WHERE tx > 0",
            "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT max(i) FROM n");

    private JarProgram() {}

    /** Runs. */
    public static void main(String[] urls) {
        for (String url : urls) {
            try (Connection connection = DriverManager.getConnection(url)) {
                for (String query : QUERIES) {
                    System.out.println(answer(connection, query));
                }
            } catch (SQLException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
        System.out.println("drivers: "
                + DriverManager.drivers()
                        .map(driver -> driver.getClass().getName())
                        .sorted()
                        .collect(Collectors.joining(" ")));
        for (String other :
                List.of("jdbc:calcite:", "jdbc:avatica:remote:url=x", "jdbc:postgresql://h/d", "jdbc:h2:x")) {
            System.out.println(other + " " + isTaken(other));
        }
    }

    private static String answer(Connection connection, String query) {
        List<String> cells = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(rows.getString(i));
                }
            }
            return String.join("|", cells);
        } catch (SQLException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static boolean isTaken(String url) {
        try {
            Driver driver = DriverManager.getDriver(url);
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }
}
