package org.cairndb.storage.store.file;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.NodeStore;

/** A process that counts in a head for ever and reports each number once it is durable. */
final class HeadCounter {
    static final String BRANCH = "main";
    private static final int LONGS = 8_000;

    private HeadCounter() {}

    /** Argument: folder. */
    public static void main(String[] arguments) {
        try (NodeStore store = FileNodeStore.open(Path.of(arguments[0]))) {
            HeadRead.Found head = begin(store);
            var version = head.version();
            for (long count = valueOf(head.bytes()) + 1; ; count++) {
                HeadSwap swap = store.swapHead(BRANCH, Optional.of(version), contentOf(count));
                version = ((HeadSwap.Swapped) swap).version();
                System.out.println(count);
            }
        }
    }

    private static HeadRead.Found begin(NodeStore store) {
        store.swapHead(BRANCH, Optional.empty(), contentOf(0));
        return (HeadRead.Found) store.readHead(BRANCH);
    }

    /** A number repeated so often that a torn write shows. */
    static Bytes contentOf(long count) {
        ByteBuffer buffer = ByteBuffer.allocate(LONGS * Long.BYTES);
        while (buffer.hasRemaining()) {
            buffer.putLong(count);
        }
        return Bytes.wrap(buffer.array());
    }

    /** The number that a whole head holds. */
    static long valueOf(Bytes content) {
        long[] numbers = new long[LONGS];
        ByteBuffer.wrap(content.unsafeArray()).asLongBuffer().get(numbers);
        if (content.length() != LONGS * Long.BYTES
                || Arrays.stream(numbers).distinct().count() != 1) {
            throw new AssertionError("torn head");
        }
        return numbers[0];
    }
}
