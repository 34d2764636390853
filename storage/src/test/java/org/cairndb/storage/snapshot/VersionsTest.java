package org.cairndb.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.check.Checker;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VersionsTest {
    private final NodeStore store = MemoryNodeStore.anonymous();
    private final Random random = new Random(7);
    private final List<CommitHash> hashes = new ArrayList<>(List.of(CommitHash.GENESIS));

    /** Ten transactions on main, flushed after 3, 4 and 8; branch feature from transaction 5 with one more; tag v1 at transaction 4. */
    @BeforeEach
    void write() {
        Snapshot main =
                new Snapshot(Head.create(new UUID(1, 2), "main"), new NodeReader(store, new NodeCache(16 << 20)));
        for (long tx = 1; tx <= 10; tx++) {
            main = main.with(transaction(tx, tx));
            hashes.add(main.head().hash());
            if (tx == 3 || tx == 4 || tx == 8) {
                main = flushed(main);
            }
        }
        put(main.head());
        put(begin(main.asOf(4), "tags/v1"));
        Head feature = begin(main.asOf(5), "feature");
        put(feature.then(transaction(6, 99)));
    }

    @Test
    void digitsAreTransactions() {
        assertThat(resolve("7").tx()).isEqualTo(7);
        assertThat(resolve("7~2").tx()).isEqualTo(5);
        assertThatThrownBy(() -> resolve("11"))
                .isInstanceOf(CairnException.class)
                .hasMessageContaining("1 to 10");
    }

    @Test
    void namesAreBranchesThenTags() {
        assertThat(resolve("main").tx()).isEqualTo(10);
        assertThat(resolve("main~").tx()).isEqualTo(9);
        assertThat(resolve("main~3").tx()).isEqualTo(7);
        assertThat(resolve("feature").tx()).isEqualTo(6);
        assertThat(resolve("feature").head().hash()).isNotEqualTo(hashes.get(6));
        assertThat(resolve("feature~1").datoms(Index.EAVT, KeyRange.all()))
                .isEqualTo(resolve("5").datoms(Index.EAVT, KeyRange.all()));
        assertThat(resolve("v1").tx()).isEqualTo(4);
        assertThat(resolve("v1").head().hash()).isEqualTo(hashes.get(4));
        assertThat(resolve("v1~2").tx()).isEqualTo(2);
    }

    @Test
    void everyCommitIsFoundByItsFirstDigits() {
        for (int tx = 1; tx <= 10; tx++) {
            String hex = hashes.get(tx).hex();
            assertThat(resolve(hex).tx()).isEqualTo(tx);
            assertThat(resolve(hex.substring(0, 8)).tx()).isEqualTo(tx);
            assertThat(resolve(hex.toUpperCase(Locale.ROOT)).tx()).isEqualTo(tx);
        }
        String elsewhere = resolve("feature").head().hash().hex();
        assertThat(resolve(elsewhere.substring(0, 10)).head().branch()).isEqualTo("feature");
        assertThat(resolve(elsewhere + "~2").tx()).isEqualTo(4);
    }

    @Test
    void whatIsMissingIsExplained() {
        assertThatThrownBy(() -> resolve("nowhere"))
                .hasMessageContaining(
                        "has no version \"nowhere\"; its branches are \"feature\", \"main\", its tags \"v1\"");
        assertThatThrownBy(() -> resolve("0123456789abcdef")).hasMessageContaining("has no version");
        assertThatThrownBy(() -> resolve("main~10"))
                .hasMessage("Version \"main~10\" is before the first transaction: \"main\" is transaction 10");
    }

    @Test
    void anotherBranchCostsOneCountedRequest() {
        RequestCounter counter = new RequestCounter();
        Versions.resolve(main().countedBy(counter), "feature");
        assertThat(counter.totals().gets()).isEqualTo(1);
        RequestCounter none = new RequestCounter();
        Versions.resolve(main().countedBy(none), "main");
        assertThat(none.totals().gets()).isZero();
    }

    @Test
    void headsThatBeginAtAnyTransactionAreSound() {
        for (int tx = 1; tx <= 10; tx++) {
            String name = "from" + tx;
            Head head = begin(main().asOf(tx), name);
            assertThat(head.hash()).isEqualTo(hashes.get(tx));
            assertThat(head.parent()).isEqualTo(hashes.get(tx - 1));
            put(head);
            Database database = Database.open(store, name, new NodeCache(16 << 20));
            assertThat(Checker.check(database).problems()).isEmpty();
            Snapshot grown = database.snapshot().with(transaction(tx + 1, 1000 + tx));
            put(flushed(grown).head());
            assertThat(Checker.check(database).problems()).isEmpty();
            for (int past = 1; past <= tx; past++) {
                assertThat(database.snapshot().asOf(past).datoms(Index.EAVT, KeyRange.all()))
                        .isEqualTo(main().asOf(past).datoms(Index.EAVT, KeyRange.all()));
            }
        }
    }

    private Snapshot main() {
        return Database.open(store, "main", new NodeCache(16 << 20)).snapshot();
    }

    private Snapshot resolve(String version) {
        return Versions.resolve(main(), version);
    }

    private Head begin(Snapshot at, String name) {
        List<StoredNode> nodes = new ArrayList<>();
        Head head = BranchStart.head(at, name, nodes::add);
        store.putNodes(nodes);
        return head;
    }

    private Snapshot flushed(Snapshot snapshot) {
        List<StoredNode> nodes = new ArrayList<>();
        Snapshot flushed = Flusher.flush(snapshot, nodes::add);
        store.putNodes(nodes);
        return flushed;
    }

    private void put(Head head) {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        Optional<HeadVersion> version = store.readHead(head.branch()) instanceof HeadRead.Found found
                ? Optional.of(found.version())
                : Optional.empty();
        store.swapHead(head.branch(), version, head.encode(Bytes.wrap(nonce)));
    }

    private static Transaction transaction(long tx, long value) {
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
        builder.append(SystemAttributes.TX_INSTANT, EntityIds.ofTx(tx), Instant.ofEpochSecond(tx), tx);
        builder.append(SystemAttributes.TX_NONCE, EntityIds.ofTx(tx), value, tx);
        return new Transaction(tx, builder.build());
    }
}
