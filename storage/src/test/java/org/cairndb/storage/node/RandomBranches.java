package org.cairndb.storage.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;

/** Random branch nodes with and without bounds of values. */
final class RandomBranches {
    private final Random random;

    RandomBranches(Random random) {
        this.random = random;
    }

    BranchNode branch(Index index, int maxChildren) {
        int size = 1 + random.nextInt(maxChildren);
        TreeSet<Bytes> separators = new TreeSet<>();
        separators.add(Bytes.EMPTY);
        while (separators.size() < size) {
            KeyBuffer key = new KeyBuffer().unsigned(random.nextInt(10_000));
            separators.add(
                    random.nextBoolean()
                            ? key.toBytes()
                            : key.attribute(random.nextInt(100)).toBytes());
        }
        int zones = random.nextInt(3);
        List<Child> children = new ArrayList<>();
        for (Bytes separator : separators) {
            children.add(child(separator, zones > 0 && random.nextInt(zones) == 0));
        }
        return new BranchNode(index, 1 + random.nextInt(NodeFormat.MAX_LEVEL), children);
    }

    private Child child(Bytes separator, boolean hasValues) {
        byte[] hash = new byte[NodeId.LENGTH];
        random.nextBytes(hash);
        long count = 1L + random.nextInt(8192);
        int size = 1 + random.nextInt(100_000);
        long minTx = random.nextInt(1000);
        long maxTx = random.nextBoolean() ? minTx : minTx + random.nextInt(1000);
        ValueZone values = hasValues ? zone() : null;
        return new Child(NodeId.ofHash(hash), separator, count, size, minTx, maxTx, values);
    }

    private ValueZone zone() {
        Bytes min = new KeyBuffer().signed(random.nextInt(100) - 50).toBytes();
        Bytes max = new KeyBuffer().signed(100 + random.nextInt(100)).toBytes();
        return new ValueZone(64 + random.nextInt(3), min, max);
    }
}
