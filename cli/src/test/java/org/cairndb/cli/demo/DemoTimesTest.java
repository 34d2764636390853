package org.cairndb.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoTimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T06:00:00Z, 2026-08-17T09:00, 2026-09-30T23:59:59",
        "2026-01-01T00:00:00Z, 2025-11-17T09:00, 2025-12-31T23:59:59",
        "2024-03-31T23:59:59Z, 2023-11-17T09:00, 2023-12-31T23:59:59",
    })
    void productsAreAddedBeforeTheEndOfLastQuarter(String now, String added, String end) {
        DemoTimes times = DemoTimes.of(Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
        assertThat(times.productsAdded()).hasToString(added);
        assertThat(times.endOfLastQuarter()).hasToString(end);
    }
}
