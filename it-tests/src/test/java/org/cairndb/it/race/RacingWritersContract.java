package org.cairndb.it.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairndb.it.Size;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Writers of every store lose no transaction and commit none twice, however they race and whatever the network does.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class RacingWritersContract {
    private static final int STRESS_FACTOR = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final WriterOptions GROUPED = WriterOptions.DEFAULT.retryDeadline(PATIENCE);
    private static final WriterOptions SINGLE = GROUPED.withoutGroupCommit();
    private static final FlushBounds TINY = new FlushBounds(64 << 10, 1000, 3);
    private static final FlushBounds NOTHING = new FlushBounds(0, 0, 0);

    private final int transactions;
    private BadNetwork network;

    /** A contract whose races take so many transactions of each writer in an ordinary build. */
    RacingWritersContract(int transactions) {
        this.transactions = Size.choose(transactions, transactions * STRESS_FACTOR);
    }

    /** A new database. */
    abstract BadNetwork newNetwork();

    @BeforeEach
    void open() {
        network = newNetwork();
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void racingWritersLoseNothingAndCommitNothingTwice() throws Exception {
        race("good network", Race.oneByOne(SINGLE), false);
    }

    @Test
    void racingWritersLoseNothingAndCommitNothingTwiceWhereAnswersAreLost() throws Exception {
        race("bad network", Race.oneByOne(SINGLE), true);
    }

    @Test
    void groupsOfTransactionsAreCommittedOnceWhereAnswersAreLost() throws Exception {
        race("groups, bad network", Race.inGroups(GROUPED), true);
    }

    @Test
    void flushesLoseNothingWhereAnswersAreLost() throws Exception {
        race("flushes, bad network", Race.oneByOne(SINGLE.flushBounds(TINY)), true);
    }

    private void race(String name, Race race, boolean faults) throws Exception {
        List<Increment> told = race.run(network, transactions, faults);
        try (NodeStore store = network.connect(Race.WRITERS)) {
            assertThat(RaceLog.read(store)).as(RaceSeed.display()).containsExactlyElementsOf(told);
        }
        assertThat(told).hasSize(Race.WRITERS * transactions);
        if (faults) {
            assertThat(network.faults()).isPositive();
        }
        System.out.printf(
                "%s, %s: %s, %d faults%n", getClass().getSimpleName(), name, race.display(), network.faults());
    }

    @Test
    void refusalOfAnOwnSwapThatWasAppliedIsSuccess() {
        try (ResendingStore store = new ResendingStore(network.connect(0));
                Writer writer = Writer.open(store, Writer.MAIN_BRANCH, SINGLE)) {
            SharedCounter counter = SharedCounter.create(writer);
            network.loseNextAnswer();
            Increment told = counter.increment(writer, "resent");
            assertThat(store.resent()).isEqualTo(1);
            network.heal();
            assertThat(RaceLog.read(store)).containsExactly(told);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void swapWithoutAnOutcomeIsThereOnceOrNotAtAllAndNothingIsCleanedUp(boolean arrives) {
        WriterOptions hasty = SINGLE.flushBounds(NOTHING).retryDeadline(Duration.ofSeconds(1));
        try (NodeStore store = network.connect(0);
                NodeStore other = network.connect(1);
                Writer writer = Writer.open(store, Writer.MAIN_BRANCH, hasty)) {
            SharedCounter counter = SharedCounter.create(writer);
            Set<NodeId> before = nodesOf(store);
            network.sever(arrives);
            assertThatThrownBy(() -> counter.increment(writer, "open"))
                    .isInstanceOfSatisfying(CairnException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
                        assertThat(e.code().sqlState()).isEqualTo("08007");
                    });
            network.heal();

            assertThat(nodesOf(other)).containsAll(before).hasSizeGreaterThan(before.size());
            List<String> found = keysOf(other);
            assertThat(found).isIn(List.of(), List.of("open"));
            try (Writer next = Writer.open(other, Writer.MAIN_BRANCH, SINGLE)) {
                counter.increment(next, "next");
            }
            counter.increment(writer, "last");
            assertThat(keysOf(other))
                    .isEqualTo(Stream.of(found, List.of("next", "last"))
                            .flatMap(List::stream)
                            .toList());
        }
    }

    private static List<String> keysOf(NodeStore store) {
        return RaceLog.read(store).stream().map(Increment::key).toList();
    }

    private static Set<NodeId> nodesOf(NodeStore store) {
        try (Stream<NodeEntry> nodes = store.listNodes()) {
            return nodes.map(NodeEntry::id).collect(Collectors.toCollection(HashSet::new));
        }
    }
}
