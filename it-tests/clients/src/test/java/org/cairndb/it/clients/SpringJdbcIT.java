package org.cairndb.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's JDBC templates and transactions. */
class SpringJdbcIT {
    private static final JdbcCalls CALLS = JdbcCalls.of("spring");
    private static final RecordedDataSource SOURCE = new RecordedDataSource(CALLS, Sample.CHINOOK);
    private static final JdbcTemplate TEMPLATE = new JdbcTemplate(SOURCE);

    /** A row of table Invoice. */
    record Invoice(Long invoiceId, LocalDateTime invoiceDate, String billingCountry, BigDecimal total) {}

    @AfterAll
    static void writeCalls() {
        CALLS.writeAndExpectFailures(
                "ResultSet.findColumn: 42703",
                "ResultSet.next: 22012",
                "Statement.executeQuery: 42703",
                "Statement.executeUpdate: 25006");
    }

    @Test
    void aSingleValueHasTheTypeThatIsAskedFor() {
        assertThat(TEMPLATE.queryForObject("SELECT COUNT(*) FROM Track", Long.class))
                .isEqualTo(3503L);
        assertThat(TEMPLATE.queryForObject("SELECT COUNT(*) FROM Track", Integer.class))
                .isEqualTo(3503);
        assertThat(TEMPLATE.queryForObject("SELECT SUM(Total) FROM Invoice", BigDecimal.class))
                .isEqualByComparingTo("2328.60");
        assertThat(TEMPLATE.queryForObject("SELECT AVG(Milliseconds) FROM Track", Double.class))
                .isEqualTo(393599.2121039109);
        assertThat(TEMPLATE.queryForObject("SELECT MIN(InvoiceDate) FROM Invoice", LocalDateTime.class))
                .isEqualTo(LocalDateTime.parse("2009-01-01T00:00:00"));
    }

    @Test
    void rowsBecomeObjects() {
        List<Invoice> invoices = TEMPLATE.query(
                "SELECT * FROM Invoice WHERE BillingCountry = ? AND Total > ? ORDER BY InvoiceDate",
                (row, number) -> new Invoice(
                        row.getLong("InvoiceId"),
                        row.getObject("InvoiceDate", LocalDateTime.class),
                        row.getString("BillingCountry"),
                        row.getBigDecimal("Total")),
                "Germany",
                new BigDecimal("13.00"));
        assertThat(invoices)
                .hasSize(5)
                .allMatch(invoice -> invoice.billingCountry().equals("Germany"));
        assertThat(invoices.get(3))
                .isEqualTo(new Invoice(
                        193L, LocalDateTime.parse("2011-04-23T00:00:00"), "Germany", new BigDecimal("14.91")));
    }

    @Test
    void columnsAreMatchedToRecordsByName() {
        String sql = "SELECT InvoiceId AS invoice_id, InvoiceDate AS invoice_date, BillingCountry, Total FROM Invoice";
        List<Invoice> invoices = JdbcClient.create(SOURCE)
                .sql(sql + " WHERE InvoiceDate >= :day AND InvoiceDate < :end ORDER BY 1")
                .param("day", LocalDate.parse("2013-12-04"))
                .param("end", LocalDateTime.parse("2013-12-07T00:00:00"))
                .query(Invoice.class)
                .list();
        assertThat(invoices).extracting(Invoice::invoiceId).containsExactly(406L, 407L, 408L, 409L);
        assertThat(invoices.get(0).total()).isEqualTo(new BigDecimal("1.98"));
    }

    @Test
    void namedParametersSpreadCollections() {
        NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(SOURCE);
        MapSqlParameterSource parameters = new MapSqlParameterSource()
                .addValue("names", List.of("Accept", "AC/DC", "Antônio Carlos Jobim"))
                .addValue("least", 2);
        List<Map<String, Object>> rows = named.queryForList(
                "SELECT a.Name, COUNT(*) AS albums FROM Album b JOIN Artist a ON b.ArtistId = a.ArtistId"
                        + " WHERE a.Name IN (:names) GROUP BY a.Name HAVING COUNT(*) >= :least ORDER BY a.Name",
                parameters);
        assertThat(rows)
                .containsExactly(
                        Map.of("Name", "AC/DC", "albums", 2L),
                        Map.of("Name", "Accept", "albums", 2L),
                        Map.of("Name", "Antônio Carlos Jobim", "albums", 2L));
    }

    @Test
    void aNullParameterNeedsNoType() {
        assertThat(TEMPLATE.queryForObject(
                        "SELECT COUNT(*) FROM Customer WHERE Company = ? OR ? IS NULL",
                        Long.class,
                        new Object[] {null, null}))
                .isEqualTo(59L);
        assertThat(TEMPLATE.queryForObject(
                        "SELECT COUNT(*) FROM Customer WHERE Company = ?", Long.class, new Object[] {null}))
                .isZero();
    }

    @Test
    void aTransactionSeesOneStateAndCommits() {
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(SOURCE));
        transaction.setReadOnly(true);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        transaction.setTimeout(60);
        transaction.executeWithoutResult(status -> {
            String token = TEMPLATE.queryForObject("SELECT cairn_snapshot()", String.class);
            assertThat(TEMPLATE.queryForObject("SELECT cairn_snapshot()", String.class))
                    .isEqualTo(token);
            assertThat(TEMPLATE.queryForObject("SELECT SUM(Quantity) FROM InvoiceLine", Long.class))
                    .isEqualTo(2240L);
        });
    }

    @Test
    void aTransactionThatIsToldToReadOnlyRollsBack() {
        DataSourceTransactionManager manager = new DataSourceTransactionManager(SOURCE);
        manager.setEnforceReadOnly(true);
        TransactionTemplate transaction = new TransactionTemplate(manager);
        transaction.setReadOnly(true);
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            assertThat(TEMPLATE.queryForObject("SELECT COUNT(*) FROM Artist", Long.class))
                    .isEqualTo(275L);
        });
    }

    @Test
    void failuresAreTranslatedByTheirSqlState() {
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() -> TEMPLATE.queryForList("SELECT nonsense FROM Artist"));
        assertThatExceptionOfType(EmptyResultDataAccessException.class)
                .isThrownBy(() -> TEMPLATE.queryForObject("SELECT Name FROM Artist WHERE ArtistId = 0", String.class));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> TEMPLATE.queryForList("SELECT ArtistId / 0 FROM Artist"));
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> TEMPLATE.update("UPDATE Artist SET Name = 'x'"))
                .withMessageContaining("read");
    }

    @Test
    void manyRowsStreamWithAFetchSize() {
        JdbcTemplate streaming = new JdbcTemplate(SOURCE);
        streaming.setFetchSize(100);
        streaming.setMaxRows(2000);
        streaming.setQueryTimeout(30);
        try (Stream<String> names =
                streaming.queryForStream("SELECT Name FROM Track", (row, number) -> row.getString(1))) {
            assertThat(names.count()).isEqualTo(2000);
        }
    }
}
