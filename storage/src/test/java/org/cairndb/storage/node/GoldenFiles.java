package org.cairndb.storage.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.ValueType;

/** Writes golden files into a folder, the first argument; files that exist are left alone. */
final class GoldenFiles {
    private static final int ROWS = 200;

    private final Path folder;

    private GoldenFiles(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        new GoldenFiles(Path.of(arguments[0])).writeAll();
    }

    static Bytes encode(Node node) {
        return node instanceof Leaf leaf ? NodeCodec.encode(leaf) : NodeCodec.encode((BranchNode) node);
    }

    private void writeAll() throws IOException {
        Files.createDirectories(folder);
        DatomBatch products = ShopData.products(ROWS);
        for (Index index : new Index[] {Index.EAVT, Index.AEVT, Index.AVET}) {
            write(
                    "shop-" + fileName(index),
                    ShopData.productLeaves(products, index).get(0));
        }
        for (Index index : Index.values()) {
            Random random = new Random(273L + index.number());
            write("random-" + fileName(index), new RandomDatoms(random).leaf(index, ROWS));
        }
        write("encodings-aevt", new Leaf(encodings()));
        write("branch-plain", new RandomBranches(new Random(3)).branch(Index.EAVT, 40));
        write("branch-values", new RandomBranches(new Random(5)).branch(Index.AVET, 40));
    }

    private static String fileName(Index index) {
        return index.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One column for each encoding of integers, doubles and text. */
    private static DatomBatch encodings() {
        Random random = new Random(1);
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.AEVT);
        int attribute = 64;
        for (int pattern = 0; pattern < 6; pattern++) {
            for (int i = 0; i < ROWS; i++) {
                builder.appendLong(attribute, 1L + i, integer(pattern, i, random), 1L + i % 3);
            }
            attribute++;
        }
        for (int pattern = 0; pattern < 3; pattern++) {
            for (int i = 0; i < ROWS; i++) {
                builder.appendDouble(attribute, 1L + i, fraction(pattern, i, random), 1);
            }
            attribute++;
        }
        for (int pattern = 0; pattern < 6; pattern++) {
            for (int i = 0; i < ROWS; i++) {
                String text = text(pattern, i, random);
                builder.appendText(attribute, 1L + i, Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)), 1);
            }
            attribute++;
        }
        Attribute uuid =
                Attribute.builder(attribute, "golden/uuid", ValueType.UUID).build();
        for (int i = 0; i < ROWS; i++) {
            builder.append(uuid, 1L + i, new UUID(random.nextLong(), random.nextLong()), 1);
        }
        return builder.build();
    }

    private static long integer(int pattern, int i, Random random) {
        return switch (pattern) {
            case LongsPlan.CONSTANT -> -5;
            case LongsPlan.PROGRESSION -> 1_735_689_600_000_000L + 1000L * i;
            case LongsPlan.PACKED -> random.nextInt(1000);
            case LongsPlan.DELTA -> 1_000_000L * i + random.nextInt(1000);
            case LongsPlan.RUNS -> (i / 50) * 7919L % 100;
            default -> random.nextInt(4) * 1_000_000_007L;
        };
    }

    private static double fraction(int pattern, int i, Random random) {
        return switch (pattern) {
            case 0 -> random.nextDouble();
            case 1 -> random.nextInt(10_000) / 100.0;
            default -> i == 7 ? Double.NaN : random.nextInt(10_000) / 10.0;
        };
    }

    private static String text(int pattern, int i, Random random) {
        return switch (pattern) {
            case 0 -> "always";
            case 1 -> "colour " + "red blue green".split(" ")[random.nextInt(3)];
            case 2 -> "/shop/products/%c/%d-%d".formatted('a' + i / 20, i, random.nextInt(5));
            case 3 -> Long.toString(random.nextLong() >>> 8, 36) + "ä";
            case 4 -> "W%07d".formatted(random.nextInt(10_000));
            default -> "Product " + random.nextInt(10_000);
        };
    }

    private void write(String name, Node node) throws IOException {
        Path bytes = folder.resolve(name + ".bin");
        if (!Files.exists(bytes)) {
            Files.write(bytes, encode(node).toByteArray());
            Files.writeString(folder.resolve(name + ".txt"), LeafText.of(node));
        }
    }
}
