package org.cairndb.storage.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.testing.ChildProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one folder, and processes that are killed. */
class FileNodeStoreProcessTest {
    private static final int APPENDS = 100;
    private static final int KILLS = 5;

    @TempDir
    private Path folder;

    /** Each process works on both heads at once, which makes a kernel see deadlocks where there are none. */
    @Test
    void processesRacingOnTwoHeadsLoseNothing() throws Exception {
        String count = Integer.toString(APPENDS);
        try (ChildProcess a = ChildProcess.start(HeadAppender.class, folder.toString(), "a", count, "one", "two");
                ChildProcess b = ChildProcess.start(HeadAppender.class, folder.toString(), "b", count, "two", "one");
                ChildProcess c = ChildProcess.start(HeadAppender.class, folder.toString(), "c", count, "one", "two")) {
            for (ChildProcess process : List.of(a, b, c)) {
                assertThat(process.awaitExit()).isZero();
            }
        }

        try (NodeStore store = FileNodeStore.open(folder)) {
            for (String branch : List.of("one", "two")) {
                var head = (HeadRead.Found) store.readHead(branch);
                List<String> words = List.of(new String(head.bytes().unsafeArray(), UTF_8).split(" "));
                for (String word : List.of("a", "b", "c")) {
                    assertThat(Collections.frequency(words, word)).isEqualTo(APPENDS);
                }
            }
        }
    }

    @Test
    void aKilledProcessLeavesTheHeadThatItAcknowledgedOrTheNext() throws Exception {
        var random = new Random(7);
        for (int i = 0; i < KILLS; i++) {
            try (ChildProcess process = ChildProcess.start(HeadCounter.class, folder.toString())) {
                long acknowledged = acknowledgedWhenKilled(process, 1 + random.nextInt(60));

                try (NodeStore store = FileNodeStore.open(folder)) {
                    var head = (HeadRead.Found) store.readHead(HeadCounter.BRANCH);
                    assertThat(HeadCounter.valueOf(head.bytes())).isBetween(acknowledged, acknowledged + 1);
                    assertThat(store.listHeads()).containsExactly(HeadCounter.BRANCH);
                }
            }
        }
    }

    private static long acknowledgedWhenKilled(ChildProcess process, int after) throws InterruptedException {
        String last = "";
        for (int i = 0; i < after; i++) {
            last = process.readLine().orElseThrow();
        }
        List<String> rest = process.kill();
        if (!rest.isEmpty()) {
            last = rest.get(rest.size() - 1);
        }
        return Long.parseLong(last);
    }
}
