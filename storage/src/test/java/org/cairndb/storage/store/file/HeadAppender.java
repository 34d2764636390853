package org.cairndb.storage.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.NodeStore;

/** A process that appends a word to several heads at once, a number of times each. */
final class HeadAppender {
    private HeadAppender() {}

    /** Arguments: folder, word, count, branches. */
    public static void main(String[] arguments) throws Exception {
        List<String> branches = List.of(arguments).subList(3, arguments.length);
        var threads = Executors.newFixedThreadPool(branches.size());
        try (NodeStore store = FileNodeStore.open(Path.of(arguments[0]))) {
            System.out.println("ready");
            var running = new ArrayList<Future<?>>();
            for (String branch : branches) {
                running.add(threads.submit(() -> {
                    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                        append(store, branch, arguments[1]);
                    }
                }));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        }
        threads.shutdown();
    }

    private static void append(NodeStore store, String branch, String word) {
        boolean done = false;
        while (!done) {
            HeadSwap swap;
            if (store.readHead(branch) instanceof HeadRead.Found head) {
                String text = new String(head.bytes().unsafeArray(), UTF_8) + " " + word;
                swap = store.swapHead(branch, Optional.of(head.version()), Bytes.wrap(text.getBytes(UTF_8)));
            } else {
                swap = store.swapHead(branch, Optional.empty(), Bytes.wrap(word.getBytes(UTF_8)));
            }
            done = swap instanceof HeadSwap.Swapped;
        }
    }
}
