package org.cairndb.cli.demo;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The statements of the demonstration. */
final class DemoQueries {
    static final String JOIN = """
            SELECT p.name, p.price, s.count
            FROM catalog.product p
            JOIN inventory.stock s ON p.sku = s.sku
            WHERE s.count > 0""";

    private static final String JOIN_AS_OF = """
            SELECT p.name, p.price, s.count
            FROM catalog.product FOR SYSTEM_TIME AS OF TIMESTAMP '%s' p
            JOIN inventory.stock s ON p.sku = s.sku
            WHERE s.count > 0""";

    private static final String REVENUE_BY_COUNTRY_AND_YEAR = """
            SELECT i.BillingCountry AS country,
                   EXTRACT(YEAR FROM i.InvoiceDate) AS year,
                   COUNT(*) AS invoices,
                   SUM(i.Total) AS revenue
            FROM Invoice i
            GROUP BY i.BillingCountry, EXTRACT(YEAR FROM i.InvoiceDate)
            ORDER BY revenue DESC
            LIMIT 8""";

    private static final String TOP_ARTISTS = """
            SELECT ar.Name AS artist,
                   SUM(l.Quantity) AS tracks_sold,
                   SUM(l.UnitPrice * l.Quantity) AS revenue
            FROM InvoiceLine l
            JOIN Track t ON l.Track = t._id
            JOIN Album al ON t.Album = al._id
            JOIN Artist ar ON al.Artist = ar._id
            GROUP BY ar.Name
            ORDER BY revenue DESC, artist
            LIMIT 5""";

    private static final String SALES_BY_EMPLOYEE = """
            SELECT e.FirstName || ' ' || e.LastName AS employee,
                   COUNT(*) AS invoices,
                   SUM(i.Total) AS revenue,
                   MAX(i.InvoiceDate) AS last_sale
            FROM Employee e
            JOIN Customer c ON c.SupportRep = e._id
            JOIN Invoice i ON i.Customer = c._id
            GROUP BY e.FirstName, e.LastName
            ORDER BY revenue DESC""";

    static final List<String> REPORTS = List.of(REVENUE_BY_COUNTRY_AND_YEAR, TOP_ARTISTS, SALES_BY_EMPLOYEE);

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private DemoQueries() {}

    /** The join with the catalog as it was. */
    static String joinAsOf(LocalDateTime time) {
        return JOIN_AS_OF.formatted(SECONDS.format(time));
    }
}
