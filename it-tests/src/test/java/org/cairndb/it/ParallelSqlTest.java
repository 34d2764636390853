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
import org.cairndb.bench.CairnShop;
import org.cairndb.bench.ShopData;
import org.cairndb.storage.store.Location;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements give the same rows in the same order, whatever the number of threads; only sums of doubles may differ in their last digits. */
class ParallelSqlTest {
    private static final int SIZE = 150_000;

    private static final CairnShop SHOP = new CairnShop(
            new ShopData(SIZE), Location.parse("mem:parallel-catalog"), Location.parse("mem:parallel-inventory"));

    @BeforeAll
    static void load() {
        SHOP.loadProducts();
        SHOP.loadStock();
    }

    private static Connection connect(int threads) throws SQLException {
        return DriverManager.getConnection(SHOP.url() + "&threads=" + threads);
    }

    private static List<String> rows(int threads, String sql) throws SQLException {
        try (Connection connection = connect(threads);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(result.getString(i)).append('|');
                }
                rows.add(row.toString());
            }
            return rows;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT sku, price * 2 FROM catalog.product WHERE name LIKE '%77%'",
                "SELECT sku FROM catalog.product WHERE name LIKE '%7%' AND price > 500",
                "SELECT category, COUNT(*), ROUND(SUM(price), 2), ROUND(AVG(price), 2), MIN(name), MAX(updated) FROM"
                        + " catalog.product GROUP BY category",
                "SELECT COUNT(*), ROUND(SUM(price * price), 2) FROM catalog.product WHERE name NOT LIKE '%9%'",
                "SELECT COUNT(DISTINCT category) FROM catalog.product WHERE price > 1",
                "SELECT p.category, SUM(s.count) FROM catalog.product p JOIN inventory.stock s ON p.sku = s.sku"
                        + " WHERE p.price > 100 GROUP BY p.category",
                "SELECT p.sku FROM catalog.product p WHERE p.price > 990 AND p.sku NOT IN"
                        + " (SELECT s.sku FROM inventory.stock s WHERE s.count > 50)",
                "SELECT p.name, s.warehouse FROM catalog.product p LEFT JOIN inventory.stock s"
                        + " ON p.sku = s.sku AND s.count > 190 WHERE p.price > 900",
                "SELECT name, price FROM catalog.product WHERE price + 1 > 900 ORDER BY price DESC, name LIMIT 100"
            })
    void numberOfThreadsDoesNotMatter(String sql) throws SQLException {
        List<String> alone = rows(1, sql);
        assertThat(alone).isNotEmpty();
        assertThat(rows(4, sql)).isEqualTo(alone);
    }

    @Test
    void planTellsWhatIsReadInParts() throws SQLException {
        String plan = String.join("\n", rows(4, "EXPLAIN SELECT sku FROM catalog.product WHERE name LIKE '%77%'"));
        assertThat(plan).contains("DatomGather(parts of=[catalog.product])");
    }

    @Test
    void smallReadsNeedNoHelp() throws SQLException {
        String plan = String.join("\n", rows(4, "EXPLAIN SELECT sku FROM catalog.product WHERE sku = 'W0000001'"));
        assertThat(plan).doesNotContain("DatomGather");
    }

    @Test
    void failureInAPartIsToldOnce() {
        assertThatThrownBy(() -> rows(4, "SELECT 1000 / (_id - _id) FROM catalog.product WHERE name LIKE '%77%'"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Division by zero");
    }

    @Test
    void abandonedResultsReleaseTheirThreads() throws SQLException {
        try (Connection connection = connect(4)) {
            for (int i = 0; i < 50; i++) {
                try (Statement statement = connection.createStatement();
                        ResultSet result =
                                statement.executeQuery("SELECT sku FROM catalog.product WHERE name LIKE '%7%'")) {
                    assertThat(result.next()).isTrue();
                }
            }
        }
        assertThat(rows(4, "SELECT COUNT(*) FROM catalog.product WHERE name LIKE '%7%'"))
                .isEqualTo(rows(1, "SELECT COUNT(*) FROM catalog.product WHERE name LIKE '%7%'"));
    }
}
