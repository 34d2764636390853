package org.cairndb.storage.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Index;
import org.junit.jupiter.api.Test;

/** The child in which a key belongs is the one that looking at every separator finds. */
class BranchSearchPropertyTest {
    private static final int BRANCHES = 300;
    private static final int KEYS = 60;
    private static final int MAX_CHILDREN = 120;

    @Test
    void keysBelongToTheLastChildThatDoesNotBeginBehindThem() {
        for (long seed = 0; seed < BRANCHES; seed++) {
            Random random = new Random(seed);
            BranchNode branch = new RandomBranches(random).branch(Index.AEVT, MAX_CHILDREN);
            for (int i = 0; i < KEYS; i++) {
                Bytes key = key(branch, random);
                assertThat(branch.childOf(key)).as("seed %d: %s", seed, key).isEqualTo(naive(branch, key));
            }
        }
    }

    /** A separator, often cut off, lengthened or changed in a byte. */
    private static Bytes key(BranchNode branch, Random random) {
        byte[] key = branch.child(random.nextInt(branch.size())).separator().toByteArray();
        switch (random.nextInt(4)) {
            case 0 -> key = Arrays.copyOf(key, random.nextInt(key.length + 1));
            case 1 -> key = Arrays.copyOf(key, key.length + 1 + random.nextInt(10));
            case 2 -> {
                key = Arrays.copyOf(key, Math.max(1, key.length));
                key[random.nextInt(key.length)] = (byte) random.nextInt(256);
            }
            default -> {}
        }
        return Bytes.wrap(key);
    }

    private static int naive(BranchNode branch, Bytes key) {
        int child = 0;
        while (child + 1 < branch.size() && branch.child(child + 1).separator().compareTo(key) <= 0) {
            child++;
        }
        return child;
    }
}
