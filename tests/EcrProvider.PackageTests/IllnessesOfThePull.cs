namespace EcrProvider.PackageTests;

/// <summary>What is wrong between the node and its registry, on real sockets.</summary>
internal static class IllnessesOfThePull
{
    private const string Settings = "/etc/default/ecr-credential-provider";
    private const string Api = "api.ecr.us-west-2.amazonaws.com";
    private const string Other = DoctorNode.Other;
    private const string Heal = "rm -f /etc/bed/aws.fault";
    private const string Unset = "sed -i '/^AWS_\\|^ECR_\\|^HTTPS_\\|^NO_PROXY/d' " + Settings;

    // moto checks signatures and policies from the third call on: the first two make a user who may nothing.
    private const string Moto = $$"""
        {{Unset}}
        systemctl stop bed-aws
        systemd-run -q --unit moto --setenv=INITIAL_NO_AUTH_ACTION_COUNT=2 --setenv=TZ=UTC moto_server -H 127.0.0.1 -p 5000
        systemd-run -q --unit front node aws --cert /etc/bed/aws.crt --key /etc/bed/aws.key --upstream http://127.0.0.1:5000
        timeout 60 sh -c 'until curl -s -o /dev/null http://127.0.0.1:5000/moto-api/; do sleep 0.1; done'
        timeout 60 bash -c 'until : > /dev/tcp/127.0.0.2/443; do sleep 0.1; done' 2> /dev/null
        python3 >> {{Settings}} << 'END'
        import boto3
        iam = boto3.client("iam", endpoint_url="http://127.0.0.1:5000", region_name="us-west-2", aws_access_key_id="x", aws_secret_access_key="x")
        iam.create_user(UserName="nobody")
        key = iam.create_access_key(UserName="nobody")["AccessKey"]
        print("AWS_ACCESS_KEY_ID=" + key["AccessKeyId"])
        print("AWS_SECRET_ACCESS_KEY=" + key["SecretAccessKey"])
        END
        """;

    private const string NoMoto = "systemctl stop front moto; systemctl start bed-aws";

    public static IReadOnlyDictionary<string, Illness> Table { get; } = new Dictionary<string, Illness>(StringComparer.Ordinal)
    {
        ["IMDS off"] = OfAws(Imds("403"), "failed imds ECR225", "aws ec2 modify-instance-metadata-options .* --http-endpoint enabled"),
        ["IMDS silent"] = new(Imds("silent"), "failed imds ECR220", $"set credentials in {Settings}")
        {
            Mend = $"{Set("AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", $"AWS_SECRET_ACCESS_KEY={DoctorNode.SecretOfTheAdmin}")}",
        },
        ["an instance without a role"] = OfAws(Imds("no-role"), "failed identity ECR221", "attach an instance profile"),
        ["a role that EC2 may not assume"] = OfAws(Imds("no-keys"), "failed identity ECR222", "ec2.amazonaws.com"),
        ["no source of credentials"] = new(Set("AWS_EC2_METADATA_DISABLED=true"), "failed source ECR201", $"set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in {Settings}")
        {
            Mend = Set("AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", $"AWS_SECRET_ACCESS_KEY={DoctorNode.SecretOfTheAdmin}"),
        },
        ["an expired profile"] = new(
            $$"""
            printf '[profile pull]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = {{DoctorNode.SecretOfTheAdmin}}\naws_session_token = old\n' > /etc/aws.config
            {{Set("AWS_CONFIG_FILE=/etc/aws.config", "AWS_PROFILE=pull")}}
            echo expired-token > /etc/bed/aws.fault
            """,
            "failed caller ECR205", $"renew AWS_SESSION_TOKEN in {Settings}, or use credentials that renew themselves")
        {
            Mend = Heal,
        },
        ["a profile that is not there"] = new(Set("AWS_PROFILE=nope"), "failed source ECR230", "set AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE in [^ ]*$")
        {
            Mend = $"printf '[profile nope]\\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\\naws_secret_access_key = {DoctorNode.SecretOfTheAdmin}\\n' > /etc/aws.config; echo AWS_CONFIG_FILE=/etc/aws.config >> {Settings}",
        },
        ["a secret of another key"] = new(
            $"{Set("AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", $"AWS_SECRET_ACCESS_KEY={DoctorNode.SecretOfTheAdmin}")}; echo bad-signature > /etc/bed/aws.fault", "failed caller ECR203", $"correct it in {Settings}")
        {
            Mend = Heal,
        },
        ["a role that may not ask ECR"] = OfAws("echo ecr:access-denied > /etc/bed/aws.fault", "failed password ECR202", "\"Action\":\"ecr:GetAuthorizationToken\",\"Resource\":\"\\*\""),
        ["a user whom moto's IAM denies it"] = OfAws(Moto, "failed password ECR202", "attach the managed policy AmazonEC2ContainerRegistryPullOnly to that identity") with { Mend = NoMoto, TakesLong = true },
        ["a secret that moto does not accept"] = OfAws(Moto + $"\nsed -i 's/^AWS_SECRET_ACCESS_KEY=./&x/' {Settings}", "failed caller ECR203", $"correct it in {Settings}") with { Mend = NoMoto, TakesLong = true },
        ["a role that may not ask ECR Public"] = OfAws("echo ecr-public:access-denied > /etc/bed/aws.fault", "warning password ECR213", "ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken") with
        {
            Arguments = "public.ecr.aws/docker/library/busybox",
        },
        ["an API that hangs"] = OfAws($"{Set("ECR_DEADLINE=2")}; echo ecr:hang > /etc/bed/aws.fault", "failed connection ECR210", "com.amazonaws.REGION.ecr.api"),
        ["an API whose clock is another"] = new(
            "mkdir -p /etc/systemd/system/bed-aws.service.d; printf '[Service]\\nExecStart=\\n%s --clock-offset 900\\n' \"$(grep ^ExecStart= /etc/systemd/system/bed-aws.service)\" > /etc/systemd/system/bed-aws.service.d/clock.conf; systemctl daemon-reload; systemctl restart bed-aws",
            "failed clock ECR623", "timedatectl set-ntp true")
        {
            TakesLong = true,

            // The clock is the whole machine's: here that command corrects AWS's.
            Mend = """
                printf '[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/sh -c "rm /etc/systemd/system/bed-aws.service.d/clock.conf; systemctl daemon-reload; systemctl restart bed-aws"\n[Install]\nWantedBy=multi-user.target\n' > /etc/systemd/system/bed-ntp.service
                mkdir -p /usr/lib/systemd/ntp-units.d
                echo bed-ntp.service > /usr/lib/systemd/ntp-units.d/50-bed.list
                systemctl daemon-reload
                REMEDY
                """,
        },
        ["a proxy that is dead"] = new(Set("HTTPS_PROXY=http://user:" + DoctorNode.SecretOfTheAdmin + "@127.0.0.1:9"), "failed connection ECR216", "NO_PROXY=[^ ]*$") { Mend = $"echo REMEDY >> {Settings}" },
        ["an authority that is not trusted"] = new(
            "cp /etc/ssl/certs/ca-certificates.crt /root; mv /etc/ssl/certs/bed.pem /root; openssl x509 -in /etc/ssl/certs/ca-certificates.crt > /root/one.crt; cp /root/one.crt /etc/ssl/certs/ca-certificates.crt; find /etc/ssl/certs -xtype l -delete", "failed connection ECR214", "AWS_CA_BUNDLE")
        {
            Mend = $"echo REMEDY=/etc/bed/ca/ca.crt >> {Settings}",
            Undo = "mv /root/ca-certificates.crt /root/bed.pem /etc/ssl/certs; cd /etc/ssl/certs; ln -s bed.pem $(openssl x509 -hash -noout -in bed.pem).0",
        },
        ["a name that nobody knows"] = OfAws(
            $"sed 's/{Api}//' /etc/hosts > /root/hosts; cp /etc/hosts /root/hosts.good; cat /root/hosts > /etc/hosts", "failed dns ECR217", "see /etc/resolv.conf") with
        {
            ActsOnTheNode = true,
            Mend = "cat /root/hosts.good > /etc/hosts",
        },
        ["a resolver that is silent"] = OfAws(
            $$"""
            {{Set("ECR_DEADLINE=2")}}
            cp /etc/hosts /root/hosts.good; sed 's/{{Api}}//' /root/hosts.good > /root/hosts; cat /root/hosts > /etc/hosts
            cp /etc/resolv.conf /root/resolv.good || :
            printf 'nameserver 127.0.0.77\noptions timeout:30\n' > /etc/resolv.conf
            systemd-run --quiet --unit bed-silent python3 -c 'import socket,time; s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.bind(("127.0.0.77",53)); time.sleep(1000)'
            """,
            "failed dns ECR217", "see /etc/resolv.conf") with
        {
            ActsOnTheNode = true,
            Mend = $"systemctl stop bed-silent; cat /root/hosts.good > /etc/hosts; cat /root/resolv.good > /etc/resolv.conf || rm -f /etc/resolv.conf",
        },
        ["a region that does not exist"] = OfImage("123456789012.dkr.ecr.us-west-22.amazonaws.com/app:1", "failed dns ECR217", "see /etc/resolv.conf"),
        ["a repository that does not exist"] = OfImage(Other + "/shop/cart:1", "failed manifest ECR641", "aws ecr create-repository --repository-name shop/cart$"),
        ["a tag that does not exist"] = OfImage(Other + "/app:2", "failed manifest ECR642", "aws ecr list-images --repository-name app$"),
        ["a digest that does not exist"] = OfImage(Other + "/app@sha256:0000000000000000000000000000000000000000000000000000000000000000", "failed manifest ECR642", "aws ecr list-images"),
        ["a repository that may not be pulled from"] = OfImage(
            Other + "/denied:1", "failed manifest ECR643", "\"Action\":\\[\"ecr:BatchGetImage\",\"ecr:GetDownloadUrlForLayer\"\\],\"Resource\":\"arn:aws:ecr:us-west-2:210987654321:repository/denied\""),
        ["a registry that leads elsewhere"] = OfImage(Other + "/moved:1", "failed manifest ECR215", "HTTPS_PROXY"),
        ["a registry that refuses the password"] = OfAws("echo refused > /etc/bed/registry.fault", "failed registry-api ECR640", "com.amazonaws.REGION.ecr.dkr") with { Arguments = Other + "/app:1" },
        ["something else at the registry's address"] = OfAws("echo portal > /etc/bed/registry.fault", "failed registry-api ECR644", "see what answers there") with { Arguments = Other + "/app:1" },
        ["a host that is none of ECR's"] = OfImage("docker.io/library/busybox", "failed registry ECR107", "matchImages"),
    };

    private static Illness OfAws(string broken, string finding, string remedy) => new(broken, finding, remedy) { ActsOnTheNode = false, Mend = "true" };

    /// <summary>The node is well, and the image is not there for it.</summary>
    private static Illness OfImage(string image, string finding, string remedy) => new("true", finding, remedy) { Arguments = image, ActsOnTheNode = false, Mend = "true" };

    private static string Imds(string fault) => $"echo {fault} > /etc/bed/imds.fault";

    private static string Set(params string[] lines) => $"{Unset}; printf '%s\\n' {string.Join(' ', lines.Select(line => $"'{line}'"))} >> {Settings}";
}
