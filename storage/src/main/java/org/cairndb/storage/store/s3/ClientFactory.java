package org.cairndb.storage.store.s3;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Makes clients that send every request once.
 *
 * <p>Neither the SDK nor its HTTP client tries again by itself. Checksums are ours: nodes are named by their SHA-256, which
 * the server can check without a second pass over the bytes.
 */
final class ClientFactory {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration MAX_IDLE = Duration.ofSeconds(15);
    private static final String ANY_REGION = "us-east-1";
    /** A server that sends a byte now and then is not silent, but must not hold a request for ever. */
    private static final int WHOLE_REQUEST_FACTOR = 6;

    private ClientFactory() {}

    static SdkHttpClient http(ClientSettings settings, int connections) {
        Duration timeout = settings.requestTimeout();
        return Apache5HttpClient.builder()
                .connectionTimeout(timeout.compareTo(CONNECT_TIMEOUT) < 0 ? timeout : CONNECT_TIMEOUT)
                .socketTimeout(timeout)
                .connectionAcquisitionTimeout(timeout)
                .connectionMaxIdleTime(MAX_IDLE)
                .maxConnections(connections)
                .tcpKeepAlive(true)
                .expectContinueEnabled(false)
                .build();
    }

    static S3Client client(ClientSettings settings, SdkHttpClient http) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http)
                .credentialsProvider(credentials(settings.login()))
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false).expectContinueEnabled(false))
                .overrideConfiguration(override(settings));
        settings.endpoint().ifPresent(builder::endpointOverride);
        region(settings, builder);
        if (settings.md5()) {
            builder.addPlugin(LegacyMd5Plugin.create());
        }
        return builder.build();
    }

    /** Servers other than Amazon's have no regions, so that any will do. */
    private static void region(ClientSettings settings, S3ClientBuilder builder) {
        if (settings.region().isPresent()) {
            builder.region(Region.of(settings.region().get()));
        } else if (settings.endpoint().isPresent()) {
            builder.region(
                    Region.of(SdkSystemSetting.AWS_REGION.getStringValue().orElse(ANY_REGION)));
        }
    }

    private static ClientOverrideConfiguration override(ClientSettings settings) {
        ClientOverrideConfiguration.Builder builder = ClientOverrideConfiguration.builder()
                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                .apiCallAttemptTimeout(settings.requestTimeout().multipliedBy(WHOLE_REQUEST_FACTOR));
        if (settings.login() instanceof Login.Profile profile) {
            builder.defaultProfileName(profile.name());
        }
        if (needsNoFiles(settings)) {
            ProfileFile none = ProfileFile.aggregator().build();
            builder.defaultProfileFileSupplier(() -> none);
        }
        return builder.build();
    }

    /** Whether the options say everything that the AWS configuration files could. */
    private static boolean needsNoFiles(ClientSettings settings) {
        boolean login = settings.login() instanceof Login.Keys || settings.login() instanceof Login.Anonymous;
        return login && (settings.region().isPresent() || settings.endpoint().isPresent());
    }

    private static AwsCredentialsProvider credentials(Login login) {
        if (login instanceof Login.Keys keys) {
            AwsCredentials credentials = keys.sessionToken()
                    .<AwsCredentials>map(
                            token -> AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), token))
                    .orElseGet(() -> AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey()));
            return StaticCredentialsProvider.create(credentials);
        }
        if (login instanceof Login.Anonymous) {
            return AnonymousCredentialsProvider.create();
        }
        if (login instanceof Login.Profile profile) {
            return ProfileCredentialsProvider.create(profile.name());
        }
        return DefaultCredentialsProvider.builder().build();
    }
}
