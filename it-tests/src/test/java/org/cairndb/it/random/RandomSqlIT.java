package org.cairndb.it.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairndb.it.Size;
import org.cairndb.it.random.Comparison.Mismatch;
import org.cairndb.storage.store.Location;
import org.junit.jupiter.api.Test;

/**
 * Random statements over random databases answer as in H2. System properties {@code cairn.random.seed}, {@code cairn.random.databases} and
 * {@code cairn.random.statements} choose other ones, and more.
 */
class RandomSqlIT {
    private static final long SEED = Long.getLong("cairn.random.seed", 1);
    private static final int DATABASES = Integer.getInteger("cairn.random.databases", Size.choose(2, 40));
    private static final int STATEMENTS = Integer.getInteger("cairn.random.statements", Size.choose(300, 5_000));
    private static final int MAX_FAILURES = 10;
    private static final int MAX_TRIES = 400;

    /** Few statements may be refused as unsupported. */
    private static final int MIN_ANSWERED_FOR_ONE_REFUSED = 50;

    private final List<String> failures = new ArrayList<>();
    private int compared;
    private int refused;

    @Test
    void statementsAnswerAsInH2() throws SQLException {
        for (long seed = SEED; seed < SEED + DATABASES; seed++) {
            compare(seed);
        }
        assertThat(failures).as(String.join("\n\n", failures)).isEmpty();
        assertThat(refused * MIN_ANSWERED_FOR_ONE_REFUSED)
                .as("%d refused, %d compared", refused, compared)
                .isLessThan(compared);
    }

    private void compare(long seed) throws SQLException {
        Location location = Location.parse("mem:random-" + seed);
        String other = "jdbc:h2:mem:random-%d;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE".formatted(seed);
        try (Connection theirs = DriverManager.getConnection(other)) {
            List<Relation> relations = RandomData.load(location, theirs, seed);
            try (Connection ours = DriverManager.getConnection("jdbc:cairn:mem:random-" + seed)) {
                Comparison comparison = new Comparison(ours, theirs);
                Statements statements = new Statements(seed, relations);
                for (int i = 0; i < STATEMENTS && failures.size() < MAX_FAILURES; i++) {
                    check(comparison, statements.next(), "seed " + seed + ", statement " + i);
                }
                compared += comparison.compared();
                refused += comparison.refused();
            }
        }
    }

    private void check(Comparison comparison, Sql statement, String label) {
        Optional<Mismatch> mismatch = comparison.mismatch(statement);
        if (mismatch.isPresent()) {
            String kind = mismatch.get().kind();
            Sql smaller = new Shrinker(
                            candidate -> comparison
                                    .mismatch(candidate)
                                    .filter(found -> found.kind().equals(kind))
                                    .isPresent(),
                            MAX_TRIES)
                    .shrink(statement);
            Mismatch shown = comparison.mismatch(smaller).orElse(mismatch.get());
            failures.add("%s: %s%nin H2: %s%ngives %s%nnot   %s%nat first: %s"
                    .formatted(
                            label,
                            smaller.render(true),
                            smaller.render(false),
                            shown.ours(),
                            shown.theirs(),
                            statement.render(true)));
        }
    }
}
