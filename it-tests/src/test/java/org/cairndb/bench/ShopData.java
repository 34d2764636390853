package org.cairndb.bench;

import java.time.LocalDateTime;

/**
 * A shop: products 0 to n-1 in one database, as many stock rows in another, each with an SKU. The last tenth of the stock has no product and the first
 * tenth of the products no stock.
 */
public record ShopData(int size) {
    private static final LocalDateTime FIRST_UPDATE = LocalDateTime.of(2025, 1, 1, 0, 0);
    private static final int PRODUCT_VALUES = 5;
    private static final int STOCK_VALUES = 3;

    /** Values of both tables: one datom each. */
    long values() {
        return (long) (PRODUCT_VALUES + STOCK_VALUES) * size;
    }

    /** The SKU of a product. */
    public static String sku(int product) {
        char[] text = {'W', '0', '0', '0', '0', '0', '0', '0'};
        int rest = product;
        for (int i = text.length - 1; rest > 0; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        return new String(text);
    }

    /** The name of a product. */
    public static String name(int product) {
        return "Product " + product;
    }

    /** The price of a product before the update. */
    public static double price(int product) {
        return product * 7919L % 100_000 / 100.0;
    }

    static String category(int product) {
        return "cat-" + product % 100;
    }

    static LocalDateTime updated(int product) {
        return FIRST_UPDATE.plusSeconds(product);
    }

    String stockSku(int row) {
        return sku(row + size / 10);
    }

    static int count(int row) {
        return row % 10 == 0 ? 0 : (int) (row * 31L % 200);
    }

    static String warehouse(int row) {
        return "wh-" + row % 20;
    }

    /** Whether the price update changes a product. */
    static boolean isRepriced(int product) {
        return product % 10 == 3;
    }

    /** The price after the update. */
    static double newPrice(int product) {
        return isRepriced(product) ? price(product) + 1 : price(product);
    }

    /** What {@link ShopQueries#SEED_JOIN} answers, before or after the price update. */
    Answer seedJoin(boolean repriced) {
        long rows = 0;
        double sum = 0;
        for (int row = 0; row < size; row++) {
            int product = row + size / 10;
            if (product < size && count(row) > 0) {
                rows++;
                sum += name(product).length() + (repriced ? newPrice(product) : price(product)) + count(row);
            }
        }
        return new Answer(rows, sum);
    }

    /** Rows of the seed join. */
    public long seedJoinRows() {
        return seedJoin(false).rows();
    }

    /** Number of rows and a sum over all their columns. */
    record Answer(long rows, double sum) {
        boolean isCloseTo(Answer other) {
            return rows == other.rows && Math.abs(sum - other.sum) <= 1e-9 * Math.abs(sum);
        }
    }
}
