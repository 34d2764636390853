package org.cairndb.it;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.LookupRef;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;

/** The two databases that the examples of docs/sql.md read; the document describes them. */
final class DocsDatabases {
    private DocsDatabases() {}

    /** Creates them in memory; answers the URL. */
    static String create() {
        String catalog = "mem:docs-catalog-" + UUID.randomUUID();
        String inventory = "mem:docs-inventory-" + UUID.randomUUID();
        fillCatalog(catalog);
        fillInventory(inventory);
        return "jdbc:cairn:?attach.catalog=" + catalog + "&attach.inventory=" + inventory;
    }

    private static void fillCatalog(String location) {
        commit(
                location,
                "2025-01-10T08:00:00Z",
                "ana",
                identity("product/sku"),
                Operation.define(AttributeSpec.builder("product/tags", ValueType.STRING)
                        .many()
                        .build()),
                product("W1", "Widget", 9.99),
                product("W2", "Gadget", 19.5));
        commit(
                location,
                "2025-03-01T08:00:00Z",
                "ana",
                Operation.put(Map.of("product/sku", "W1", "product/price", 8.49)));
        commit(
                location,
                "2025-06-15T08:00:00Z",
                "ben",
                product("W3", "Gizmo", 4.25),
                Operation.put(Map.of("product/sku", "W1", "product/tags", List.of("sale"))),
                Operation.retractEntity(new LookupRef("product/sku", "W2")));
    }

    private static void fillInventory(String location) {
        commit(
                location,
                "2025-01-10T08:00:00Z",
                "carl",
                identity("stock/sku"),
                Operation.put(Map.of("stock/sku", "W1", "stock/count", 5L)),
                Operation.put(Map.of("stock/sku", "W2", "stock/count", 7L)));
        commit(location, "2025-04-01T08:00:00Z", "carl", Operation.put(Map.of("stock/sku", "W1", "stock/count", 2L)));
    }

    private static Operation product(String sku, String name, double price) {
        // In this order, in which undeclared attributes become columns.
        Map<String, Object> product = new LinkedHashMap<>();
        product.put("product/sku", sku);
        product.put("product/name", name);
        product.put("product/price", price);
        return Operation.put(product);
    }

    private static Operation identity(String ident) {
        return Operation.define(
                AttributeSpec.builder(ident, ValueType.STRING).identity().build());
    }

    private static void commit(String location, String instant, String author, Operation... operations) {
        WriterOptions options = WriterOptions.DEFAULT.clock(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
        Transact.Builder transaction = Transact.builder().metadata("tx/author", author);
        for (Operation operation : operations) {
            transaction.operation(operation);
        }
        try (Writer writer = Writer.open(Location.parse(location), options)) {
            writer.transact(transaction.build());
        }
    }
}
