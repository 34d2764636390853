package org.cairndb.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Classes are loaded once, and nothing that happens then reaches anybody. */
class WarmUpTest {
    @Test
    void itsStatementsRun() {
        assertThat(WarmUp.run()).isPositive();
    }

    @Test
    void itStartsOnce() {
        List<Runnable> started = new ArrayList<>();
        WarmUp warmUp = new WarmUp(started::add);

        warmUp.start();
        warmUp.start();

        assertThat(started).hasSize(1);
        assertThatCode(() -> started.get(0).run()).doesNotThrowAnyException();
    }
}
