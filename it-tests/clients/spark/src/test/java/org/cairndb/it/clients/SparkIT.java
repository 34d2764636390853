package org.cairndb.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.jdbc.JdbcDialect;
import org.apache.spark.sql.jdbc.JdbcDialects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Spark's JDBC source: types, partitioned reads, and what it leaves to us of filters, limits and aggregates. */
class SparkIT {
    private static final JdbcCalls CALLS = JdbcCalls.of("spark");
    private static SparkSession spark;

    @BeforeAll
    static void startSpark() {
        String catalog = "spark.sql.catalog.music";
        spark = SparkSession.builder()
                .master("local[4]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.sql.maxMetadataStringLength", "10000")
                .config("spark.sql.session.timeZone", "UTC")
                .config(catalog, "org.apache.spark.sql.execution.datasources.v2.jdbc.JDBCTableCatalog")
                .config(catalog + ".url", Sample.CHINOOK.url(CALLS))
                .config(catalog + ".driver", RecordedDriver.class.getName())
                .config(catalog + ".pushDownAggregate", "true")
                .config(catalog + ".pushDownLimit", "true")
                .getOrCreate();
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
        CALLS.writeAndExpectFailures();
    }

    private static Dataset<Row> table(String name, Map<String, String> options) {
        return spark.read()
                .format("jdbc")
                .option("url", Sample.CHINOOK.url(CALLS))
                .option("driver", RecordedDriver.class.getName())
                .option("dbtable", name)
                .options(options)
                .load();
    }

    private static String plan(Dataset<Row> rows) {
        return rows.queryExecution().executedPlan().toString();
    }

    @Test
    void columnsHaveTypes() {
        assertThat(table("Invoice", Map.of()).schema().toDDL())
                .isEqualTo("_id BIGINT,InvoiceId BIGINT,CustomerId BIGINT,InvoiceDate DATE,"
                        + "BillingAddress STRING,BillingCity STRING,BillingState STRING,BillingCountry STRING,"
                        + "BillingPostalCode STRING,Total DECIMAL(10,2),Customer BIGINT");
    }

    @Test
    void partitionsReadPartsOfATable() {
        Map<String, String> parts = Map.of(
                "partitionColumn", "InvoiceLineId", "lowerBound", "1", "upperBound", "2240", "numPartitions", "4");
        Dataset<Row> lines = table("InvoiceLine", parts);
        assertThat(lines.javaRDD().getNumPartitions()).isEqualTo(4);
        assertThat(lines.javaRDD()
                        .mapPartitions(rows -> {
                            long count = 0;
                            while (rows.hasNext()) {
                                rows.next();
                                count++;
                            }
                            return List.of(count).iterator();
                        })
                        .collect())
                .containsExactly(561L, 559L, 559L, 561L);
        Row sum = lines.selectExpr("SUM(UnitPrice * Quantity)").first();
        assertThat(sum.getDecimal(0)).isEqualByComparingTo("2328.60");
    }

    @Test
    void partitionsMayBeDays() {
        Dataset<Row> invoices = table(
                "Invoice",
                Map.of(
                        "partitionColumn", "InvoiceDate",
                        "lowerBound", "2009-01-01",
                        "upperBound", "2014-01-01",
                        "numPartitions", "5",
                        "fetchsize", "50"));
        assertThat(invoices.javaRDD().getNumPartitions()).isEqualTo(5);
        assertThat(invoices.count()).isEqualTo(412);
    }

    @Test
    void filtersAreLeftToTheDriver() {
        Dataset<Row> rows = table("Invoice", Map.of())
                .filter("Total > 13.90 AND BillingCountry IN ('Germany', 'USA') AND BillingCity LIKE '%r%'"
                        + " AND InvoiceDate >= DATE '2010-01-01' AND BillingAddress IS NOT NULL")
                .select("InvoiceId", "BillingCity", "Total");
        assertThat(plan(rows))
                .contains("GreaterThan(Total,13.90)", "In(BillingCountry", "StringContains(BillingCity,r)");
        assertThat(rows.orderBy("InvoiceId").collectAsList())
                .extracting(Row::toString)
                .containsExactly("[193,Frankfurt,14.91]", "[299,Fort Worth,23.86]");
    }

    @Test
    void aggregatesSortsAndLimitsAreLeftToTheDriverByADialect() {
        String sql = """
            SELECT BillingCountry, COUNT(*), SUM(Total), MAX(InvoiceDate), MIN(Total), AVG(InvoiceId)
            FROM music.main.Invoice GROUP BY BillingCountry\
            """;
        requireSums(spark.sql(sql));
        CairnDialect dialect = new CairnDialect();
        JdbcDialects.registerDialect(dialect);
        try {
            Dataset<Row> sums = spark.sql(sql);
            assertThat(plan(sums)).contains("PushedAggregates: [COUNT(*), SUM(Total)");
            requireSums(sums);
            Dataset<Row> last = spark.sql("SELECT Name FROM music.main.Track ORDER BY TrackId DESC LIMIT 2");
            assertThat(plan(last)).contains("PushedTopN: ORDER BY [TrackId DESC NULLS LAST] LIMIT 2");
            assertThat(last.collectAsList())
                    .extracting(row -> row.getString(0))
                    .containsExactly(
                            "Koyaanisqatsi",
                            "Quintet for Horn, Violin, 2 Violas, and Cello in E Flat Major, K. 407/386c: III. Allegro");
        } finally {
            JdbcDialects.unregisterDialect(dialect);
        }
    }

    private static void requireSums(Dataset<Row> sums) {
        Row germany = sums.filter("BillingCountry = 'Germany'").first();
        assertThat(germany.getLong(1)).isEqualTo(28);
        assertThat(germany.getDecimal(2)).isEqualByComparingTo("156.48");
        assertThat(germany.getDate(3)).isEqualTo("2013-06-03");
        assertThat(germany.getDecimal(4)).isEqualByComparingTo("0.99");
        assertThat(germany.getDouble(5)).isEqualTo(167.75);
    }

    /** What Spark must be told so that it leaves functions and limits to us. */
    private static final class CairnDialect extends JdbcDialect {
        private static final Set<String> FUNCTIONS = Set.of("MIN", "MAX", "SUM", "COUNT", "AVG");

        @Override
        public boolean canHandle(String url) {
            return url.contains("jdbc:cairn:");
        }

        @Override
        public boolean isSupportedFunction(String name) {
            return FUNCTIONS.contains(name);
        }

        @Override
        public boolean supportsLimit() {
            return true;
        }
    }

    @Test
    void theCatalogListsTables() {
        List<Row> tables = spark.sql("SHOW TABLES IN music.main").collectAsList();
        assertThat(tables).extracting(row -> row.getString(1)).contains("Album", "Track", "PlaylistTrack");
        assertThat(spark.sql("DESCRIBE music.main.Album").collectAsList())
                .extracting(row -> row.getString(0))
                .startsWith("_id", "AlbumId", "Title", "ArtistId", "Artist");
    }

    @Test
    void aQueryIsATable() {
        Dataset<Row> rows = spark.read()
                .format("jdbc")
                .option("url", Sample.CHINOOK.url(CALLS))
                .option(
                        "query",
                        "SELECT g.Name, SUM(l.UnitPrice * l.Quantity) AS sales FROM InvoiceLine l"
                                + " JOIN Track t ON t._id = l.Track JOIN Genre g ON g._id = t.Genre GROUP BY g.Name")
                .option("driver", RecordedDriver.class.getName())
                .load();
        Row rock = rows.filter("Name = 'Rock'").first();
        assertThat(rock.getDecimal(1)).isEqualByComparingTo(new BigDecimal("826.65"));
    }
}
