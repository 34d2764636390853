package org.cairndb.it.sqllogic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.cairndb.it.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The select scripts of SQLite's logic tests: some of their 8,884 queries in every build, all under the profile stress. */
class SqlLogicIT {
    private static final int STEP = Size.choose(50, 1);

    @ParameterizedTest
    @ValueSource(strings = {"select1", "select2", "select3", "select4", "select5"})
    void queriesAnswerAsExpected(String script) throws IOException, SQLException {
        LogicScript.Outcome outcome = LogicScript.read(script).run(STEP);
        int passed = outcome.queries() - outcome.failures().size();
        System.out.printf("%s: %d of %d queries as expected%n", script, passed, outcome.queries());
        assertThat(outcome.queries()).isPositive();
        assertThat(outcome.failures()).isEmpty();
    }
}
