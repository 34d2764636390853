package org.cairndb.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.cairndb.storage.Stores;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.StoreAddress;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.ingest.BulkLoader;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;

/** The shop as two Cairn databases. */
public final class CairnShop {
    private static final int UPDATE_BATCH = 100_000;

    private final ShopData data;
    private final Location catalog;
    private final Location inventory;

    /** The shop at two locations, where there may be nothing yet. */
    public CairnShop(ShopData data, Location catalog, Location inventory) {
        this.data = data;
        this.catalog = catalog;
        this.inventory = inventory;
    }

    /** The shop in two folders inside another one. */
    public CairnShop(ShopData data, Path folder) {
        this(data, Location.ofFolder(folder.resolve("catalog")), Location.ofFolder(folder.resolve("inventory")));
    }

    /** Where the products are. */
    public Location catalog() {
        return catalog;
    }

    /** Where the stock rows are. */
    public Location inventory() {
        return inventory;
    }

    /** The JDBC URL that attaches both. */
    public String url() {
        return "jdbc:cairn:?attach.catalog=%s&attach.inventory=%s"
                .formatted(catalog.address().uri(), inventory.address().uri());
    }

    /** Loads the products, schema and all. */
    public void loadProducts() {
        try (Writer writer = Writer.open(catalog(), WriterOptions.DEFAULT)) {
            writer.transact(
                    Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                            .identity()
                            .build()),
                    Operation.define(AttributeSpec.builder("product/name", ValueType.STRING)
                            .build()),
                    Operation.define(AttributeSpec.builder("product/price", ValueType.DOUBLE)
                            .indexed()
                            .build()),
                    Operation.define(AttributeSpec.builder("product/category", ValueType.STRING)
                            .indexed()
                            .build()),
                    Operation.define(AttributeSpec.builder("product/updated", ValueType.INSTANT)
                            .build()));
            try (BulkLoader loader = writer.bulkLoader()) {
                addProducts(loader);
                loader.commit();
            }
        }
    }

    private void addProducts(BulkLoader loader) {
        Attribute sku = attribute(loader, "product/sku");
        Attribute name = attribute(loader, "product/name");
        Attribute price = attribute(loader, "product/price");
        Attribute category = attribute(loader, "product/category");
        Attribute updated = attribute(loader, "product/updated");
        for (int i = 0; i < data.size(); i++) {
            loader.begin();
            loader.addText(sku, text(ShopData.sku(i)));
            loader.addText(name, text(ShopData.name(i)));
            loader.addDouble(price, ShopData.price(i));
            loader.addText(category, text(ShopData.category(i)));
            loader.addLong(updated, Values.microsOf(ShopData.updated(i).toInstant(ZoneOffset.UTC)));
        }
    }

    /** Loads the stock rows, schema and all. */
    public void loadStock() {
        try (Writer writer = Writer.open(inventory(), WriterOptions.DEFAULT)) {
            writer.transact(
                    Operation.define(AttributeSpec.builder("stock/sku", ValueType.STRING)
                            .identity()
                            .build()),
                    Operation.define(
                            AttributeSpec.builder("stock/count", ValueType.LONG).build()),
                    Operation.define(AttributeSpec.builder("stock/warehouse", ValueType.STRING)
                            .build()));
            try (BulkLoader loader = writer.bulkLoader()) {
                addStock(loader);
                loader.commit();
            }
        }
    }

    private void addStock(BulkLoader loader) {
        Attribute sku = attribute(loader, "stock/sku");
        Attribute count = attribute(loader, "stock/count");
        Attribute warehouse = attribute(loader, "stock/warehouse");
        for (int i = 0; i < data.size(); i++) {
            loader.begin();
            loader.addText(sku, text(data.stockSku(i)));
            loader.addLong(count, ShopData.count(i));
            loader.addText(warehouse, text(ShopData.warehouse(i)));
        }
    }

    private static Attribute attribute(BulkLoader loader, String ident) {
        return loader.schema().find(ident).orElseThrow();
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Changes the price of every tenth product; answers the instant of the state before. */
    public Instant updatePrices() {
        try (Writer writer = Writer.open(catalog(), WriterOptions.DEFAULT)) {
            Instant before = writer.snapshot().instant();
            Transact.Builder update = Transact.builder();
            int batch = 0;
            for (int i = 0; i < data.size(); i++) {
                if (ShopData.isRepriced(i)) {
                    update.put(Map.of("product/sku", ShopData.sku(i), "product/price", ShopData.newPrice(i)));
                    batch++;
                }
                if (batch == UPDATE_BATCH || (i == data.size() - 1 && batch > 0)) {
                    writer.transact(update.build());
                    update = Transact.builder();
                    batch = 0;
                }
            }
            return before;
        }
    }

    /** Bytes of all files of both databases. */
    long bytes() throws IOException {
        return Folders.bytes(folder(catalog)) + Folders.bytes(folder(inventory));
    }

    private static Path folder(Location location) {
        return ((StoreAddress.Folder) location.address()).path();
    }

    /** Stored bytes by index, both databases together. */
    Map<Index, Long> indexBytes() {
        Map<Index, Long> sizes = new EnumMap<>(Index.class);
        for (Location location : new Location[] {catalog(), inventory()}) {
            try (Writer writer = Writer.open(Stores.open(location), Writer.MAIN_BRANCH, WriterOptions.DEFAULT)) {
                IndexSizes.of(writer.snapshot()).forEach((index, bytes) -> sizes.merge(index, bytes, Long::sum));
            }
        }
        return sizes;
    }
}
