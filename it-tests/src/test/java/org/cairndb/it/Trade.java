package org.cairndb.it;

import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.ingest.BulkColumn;
import org.cairndb.writer.ingest.BulkLoader;
import org.cairndb.writer.schema.AttributeSpec;

/** A small trade in memory, with tables of very different sizes along a chain of keys, for tests of plans. */
final class Trade {
    static final int NATIONS = 25;
    static final int CUSTOMERS = 600;
    static final int PARTS = 400;
    static final int ORDERS = 6_000;
    static final int LINES = 24_000;

    private static final int REGIONS = 5;
    private static final int DAYS = 1_000;
    private static final int BRANDS = 20;
    private static final int SIZES = 50;
    private static final long SEED = 5;

    private final Random random = new Random(SEED);
    private final BulkLoader load;

    private Trade(BulkLoader load) {
        this.load = load;
    }

    /** Loads it; answers the URL. */
    static String load() {
        String location = "mem:trade-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT);
                BulkLoader load = writer.bulkLoader()) {
            new Trade(load).fill();
            load.commit();
        }
        return "jdbc:cairn:" + location;
    }

    private void fill() {
        BulkColumn region = load.column(key("region/id"));
        rows(REGIONS, region::appendLong);
        BulkColumn nation = load.column(key("nation/id"));
        BulkColumn nationRegion = load.column(indexed("nation/region"));
        rows(NATIONS, i -> {
            nation.appendLong(i);
            nationRegion.appendLong(i % REGIONS);
        });
        BulkColumn part = load.column(key("part/id"));
        BulkColumn brand = load.column(plain("part/brand"));
        BulkColumn size = load.column(plain("part/size"));
        rows(PARTS, i -> {
            part.appendLong(i);
            brand.appendLong(random.nextInt(BRANDS));
            size.appendLong(random.nextInt(SIZES));
        });
        fillOrders();
    }

    private void fillOrders() {
        BulkColumn customer = load.column(key("customer/id"));
        BulkColumn customerNation = load.column(indexed("customer/nation"));
        rows(CUSTOMERS, i -> {
            customer.appendLong(i);
            customerNation.appendLong(random.nextInt(NATIONS));
        });
        BulkColumn order = load.column(key("orders/id"));
        BulkColumn orderCustomer = load.column(indexed("orders/customer"));
        BulkColumn day = load.column(indexed("orders/day"));
        rows(ORDERS, i -> {
            order.appendLong(i);
            orderCustomer.appendLong(random.nextInt(CUSTOMERS));
            day.appendLong(random.nextInt(DAYS));
        });
        BulkColumn lineOrder = load.column(indexed("line/orders"));
        BulkColumn linePart = load.column(indexed("line/part"));
        BulkColumn quantity = load.column(plain("line/quantity"));
        BulkColumn note = load.column(plain("line/note"));
        rows(LINES, i -> {
            lineOrder.appendLong(random.nextInt(ORDERS));
            linePart.appendLong(random.nextInt(PARTS));
            quantity.appendLong(1 + random.nextInt(SIZES));
            if (i % 4 == 0) {
                note.appendLong(i);
            }
        });
    }

    private void rows(int count, Consumer<Long> values) {
        for (long i = 0; i < count; i++) {
            load.begin();
            values.accept(i);
        }
    }

    private static AttributeSpec key(String ident) {
        return AttributeSpec.builder(ident, ValueType.LONG).identity().build();
    }

    private static AttributeSpec indexed(String ident) {
        return AttributeSpec.builder(ident, ValueType.LONG).indexed().build();
    }

    private static AttributeSpec plain(String ident) {
        return AttributeSpec.builder(ident, ValueType.LONG).build();
    }
}
