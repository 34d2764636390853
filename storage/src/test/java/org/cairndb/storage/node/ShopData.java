package org.cairndb.storage.node;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.Index;

/** Products and stock rows of a shop as the bulk load of two databases leaves them, cut into leaves. */
final class ShopData {
    static final int LEAF_SIZE = 8192;

    static final int PRODUCT = 64;
    static final int SKU = 65;
    static final int NAME = 66;
    static final int PRICE = 67;
    static final int CATEGORY = 68;
    static final int UPDATED = 69;
    static final int COUNT = 66;
    static final int WAREHOUSE = 67;

    private static final long MICROS = 1_000_000;
    private static final long YEAR_2025 = 1_735_689_600L * MICROS;

    private ShopData() {}

    /** Products in the order of EAVT; a presence datom and five user datoms each. */
    static DatomBatch products(int count) {
        DatomBatchBuilder rows = new DatomBatchBuilder(Index.EAVT);
        for (int i = 0; i < count; i++) {
            long entity = 1L + i;
            rows.appendLong(PRODUCT, entity, 1, 1);
            rows.appendText(SKU, entity, sku(i), 1);
            rows.appendText(NAME, entity, text("Product " + i), 1);
            rows.appendDouble(PRICE, entity, (i * 7919L) % 100_000 / 100.0, 1);
            rows.appendText(CATEGORY, entity, text("cat-" + i % 100), 1);
            rows.appendLong(UPDATED, entity, YEAR_2025 + i * MICROS, 1);
        }
        return rows.build();
    }

    /** Stock rows in the order of EAVT; a presence datom and three user datoms each. */
    static DatomBatch stock(int count) {
        DatomBatchBuilder rows = new DatomBatchBuilder(Index.EAVT);
        for (int i = 0; i < count; i++) {
            long entity = 1L + i;
            rows.appendLong(PRODUCT, entity, 1, 1);
            rows.appendText(SKU, entity, sku(i + count / 10), 1);
            rows.appendLong(COUNT, entity, i % 10 == 0 ? 0 : i * 31L % 200, 1);
            rows.appendText(WAREHOUSE, entity, text("wh-" + i % 20), 1);
        }
        return rows.build();
    }

    /** The leaves of an index over the products. */
    static List<Leaf> productLeaves(DatomBatch products, Index index) {
        IntPredicate indexed = attribute -> attribute == SKU || attribute == PRICE || attribute == CATEGORY;
        return leaves(products, index, indexed);
    }

    /** The leaves of an index over the stock rows. */
    static List<Leaf> stockLeaves(DatomBatch stock, Index index) {
        return leaves(stock, index, attribute -> attribute == SKU);
    }

    private static List<Leaf> leaves(DatomBatch rows, Index index, IntPredicate indexed) {
        DatomBatch sorted = DatomSorter.sort(rows, index, index == Index.AVET ? indexed : attribute -> true);
        return cut(sorted);
    }

    /** A batch as leaves of equal size. */
    static List<Leaf> cut(DatomBatch sorted) {
        List<Leaf> leaves = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += LEAF_SIZE) {
            DatomBatchBuilder leaf = new DatomBatchBuilder(sorted.index());
            leaf.append(sorted, from, Math.min(from + LEAF_SIZE, sorted.size()));
            leaves.add(new Leaf(leaf.build()));
        }
        return leaves;
    }

    private static Bytes sku(int number) {
        return text("W%07d".formatted(number));
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
