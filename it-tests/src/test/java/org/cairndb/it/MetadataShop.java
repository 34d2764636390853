package org.cairndb.it;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Views;

/** A small shop, whose orders own their lines, for tests of metadata. */
final class MetadataShop {
    private MetadataShop() {}

    /** Creates it in memory; answers a URL for the user ana. */
    static String create() {
        String location = "mem:metadata-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(
                    define(AttributeSpec.builder("product/sku", ValueType.STRING)
                            .identity()
                            .doc("What is printed on it")),
                    define(AttributeSpec.builder("product/price", ValueType.DECIMAL)
                            .decimal(12, 2)
                            .indexed()),
                    define(AttributeSpec.builder("product/tags", ValueType.STRING)
                            .many()),
                    define(AttributeSpec.builder("product/related", ValueType.REF)
                            .many()
                            .refNamespace("product")),
                    define(AttributeSpec.builder("line/product", ValueType.REF).refNamespace("product")),
                    define(AttributeSpec.builder("line/100%_sure", ValueType.BOOLEAN)),
                    define(AttributeSpec.builder("order/lines", ValueType.REF)
                            .many()
                            .component()
                            .refNamespace("line")),
                    define(AttributeSpec.builder("order/origin", ValueType.REF)),
                    define(AttributeSpec.builder("order/agent", ValueType.REF).refNamespace("nobody")),
                    define(AttributeSpec.builder("order/taken", ValueType.INSTANT)),
                    Operation.put(Map.of("product/sku", "A", "product/tags", List.of("new", "red"))),
                    Operation.put(Map.of("product/sku", "B", "product/tags", List.of("red"))));
            writer.transact(
                    Map.of("order/lines", List.of(Map.of("line/100%_sure", true), Map.of("line/100%_sure", false))));
            writer.transact(Views.create("red", "SELECT sku, price FROM product", Views.Existing.REFUSE));
        }
        return "jdbc:cairn:" + location + "?user=ana";
    }

    static Operation define(AttributeSpec.Builder attribute) {
        return Operation.define(attribute.build());
    }
}
