package org.cairndb.it.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final ProxiedRequest GET = new ProxiedRequest("GET", "/bucket/nodes/1?x-id=GetObject", Map.of());
    private static final ProxiedRequest PUT = new ProxiedRequest("PUT", "/bucket/heads/main", Map.of());

    @Test
    void methodAndPathChoose() {
        Selection gets = Selection.of("GET", "/nodes/");
        assertThat(gets.takes(GET)).isTrue();
        assertThat(gets.takes(PUT)).isFalse();
        assertThat(Selection.of("GET", "x-id").takes(GET)).isFalse();
    }

    @Test
    void limitsApplyInTheOrderTheyAreNamed() {
        Selection selection = Selection.of("GET").every(3).times(2);
        selection.takes(PUT);
        assertThat(choices(selection, 12)).containsExactly(3, 6);
        assertThat(choices(Selection.of("GET").after(2).times(2), 9)).containsExactly(3, 4);
    }

    @Test
    void sameSeedChoosesTheSame() {
        List<Integer> chosen = choices(Selection.all().withProbability(0.25, 7), 1_000);
        assertThat(choices(Selection.all().withProbability(0.25, 7), 1_000)).isEqualTo(chosen);
        assertThat(chosen).hasSizeBetween(200, 300);
    }

    private static List<Integer> choices(Selection selection, int requests) {
        return IntStream.rangeClosed(1, requests)
                .filter(i -> selection.takes(GET))
                .boxed()
                .toList();
    }
}
