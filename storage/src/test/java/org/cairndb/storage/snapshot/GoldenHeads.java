package org.cairndb.storage.snapshot;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.memory.MemoryNodeStore;

/** Writes the golden head of the newest version into a folder, the first argument; a file that exists is left alone. */
final class GoldenHeads {
    private static final Attribute NAME =
            Attribute.builder(64, "part/name", ValueType.STRING).build();
    private static final Attribute COUNT =
            Attribute.builder(65, "part/count", ValueType.LONG).build();
    private static final Attribute WEIGHT =
            Attribute.builder(66, "part/weight", ValueType.DOUBLE).build();
    private static final Attribute SERIAL = Attribute.builder(67, "part/serial", ValueType.UUID)
            .indexed()
            .retired(true)
            .build();
    private static final Attribute PRICE = Attribute.builder(68, "part/price", ValueType.DECIMAL)
            .decimal(30, 2)
            .build();
    private static final Attribute PRESENCE = Attribute.builder(69, "part/_presence", ValueType.BOOLEAN)
            .presence()
            .build();
    private static final List<Attribute> ATTRIBUTES = List.of(NAME, COUNT, WEIGHT, SERIAL, PRICE, PRESENCE);
    private static final int PARTS = 100;

    private GoldenHeads() {}

    public static void main(String[] arguments) throws IOException {
        Path bytes = Path.of(arguments[0], "head.bin");
        if (!Files.exists(bytes)) {
            Files.createDirectories(bytes.getParent());
            Head head = head();
            Files.write(bytes, head.encode(Bytes.wrap(new byte[16])).toByteArray());
            Files.write(
                    bytes.resolveSibling("head.txt"), GoldenHeadTest.text(head).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Flushed once, with two transactions in the tail: one of them takes the least count away, the other brings a long name. */
    private static Head head() {
        NodeReader nodes = new NodeReader(MemoryNodeStore.anonymous(), new NodeCache(1 << 20));
        Snapshot first = new Snapshot(Head.create(new UUID(1, 2), "main"), nodes).with(parts());
        Snapshot flushed = Flusher.flush(first, node -> {});
        return flushed.head().then(withoutLeastCount()).then(longName());
    }

    private static Transaction parts() {
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
        for (Attribute attribute : ATTRIBUTES) {
            SchemaDatoms.of(attribute)
                    .forEach((of, value) -> builder.append(of, EntityIds.ofAttribute(attribute.id()), value, 1));
        }
        for (int i = 0; i < PARTS; i++) {
            long entity = 1 + i;
            builder.append(NAME, entity, "part " + i, 1);
            builder.append(COUNT, entity, i - 5L, 1);
            builder.append(WEIGHT, entity, i == 7 ? Double.NaN : i / 8.0, 1);
            builder.append(SERIAL, entity, new UUID(i * 0x9E3779B97F4A7C15L, i), 1);
            builder.append(PRICE, entity, BigDecimal.valueOf(i - 50L, 2), 1);
            builder.append(PRESENCE, entity, true, 1);
        }
        return transaction(builder, 1);
    }

    private static Transaction withoutLeastCount() {
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
        builder.append(COUNT, 1, -5L, 2);
        builder.retract();
        return transaction(builder, 2);
    }

    private static Transaction longName() {
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
        builder.append(NAME, PARTS, "part 99", 3);
        builder.retract();
        builder.append(NAME, PARTS, "z".repeat(ValueBounds.MAX_TEXT_BYTES + 1), 3);
        return transaction(builder, 3);
    }

    private static Transaction transaction(DatomBatchBuilder builder, long tx) {
        builder.append(SystemAttributes.TX_INSTANT, EntityIds.ofTx(tx), Instant.ofEpochSecond(tx), tx);
        return new Transaction(tx, DatomSorter.sort(builder.build(), Index.LOG));
    }
}
