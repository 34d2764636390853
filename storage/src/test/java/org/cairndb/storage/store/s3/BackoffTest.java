package org.cairndb.storage.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class BackoffTest {
    private static final Failure BROKEN =
            new Failure(Reason.BROKEN, 0, "", SdkClientException.builder().build());

    @Test
    void aRequestIsSentEightTimesAtMost() {
        var backoff = new Backoff(Duration.ofHours(1), () -> 0);
        int tries = 1;
        while (backoff.pause(BROKEN)) {
            tries++;
        }

        assertThat(tries).isEqualTo(8);
        assertThat(backoff.tries()).isEqualTo(8);
    }

    @Test
    void aWaitBeyondTheLimitIsNotBegun() {
        var backoff = new Backoff(Duration.ofNanos(1), () -> 0);

        assertThat(backoff.pause(BROKEN)).isFalse();
        assertThat(backoff.tries()).isEqualTo(1);
    }
}
