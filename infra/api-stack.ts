/**
 * The door to the API and the console: a name with a certificate, a web firewall, limits, and the one function behind it.
 * Out: the gateway. Its own address under AWS's name is shut, so that nobody comes past the name and the firewall.
 */
import { CfnOutput, Duration, RemovalPolicy, Stack, type App } from "aws-cdk-lib";
import * as acm from "aws-cdk-lib/aws-certificatemanager";
import * as apigateway from "aws-cdk-lib/aws-apigateway";
import { acknowledge } from "./acknowledgements.ts";
import { nameOf, type Environment } from "./environments.ts";
import type { Functions } from "./functions-stack.ts";
import type { Keys } from "./keys-stack.ts";
import { logGroup } from "./log-group.ts";
import { guardGateway } from "./web-firewall.ts";

export interface Api {
  readonly stack: Stack;
  readonly gateway: apigateway.RestApi;
}

/** The longest that the gateway waits for the first byte; the work goes on after it. */
const LONGEST = Duration.minutes(5);

export function createApi(app: App, environment: Environment, keys: Keys, functions: Functions): Api {
  const stack = new Stack(app, nameOf(environment, "api"), {
    env: { account: environment.account, region: environment.region },
    description: "OpenCommission: the door to the API and the console",
  });
  const { requestsPerSecond } = environment.api;
  const log = logGroup(stack, "AccessLog", environment, keys, "api/access");
  const gateway = new apigateway.RestApi(stack, "Gateway", {
    restApiName: nameOf(environment, "api"),
    description: "Everything goes to the function, which knows the routes",
    endpointTypes: [apigateway.EndpointType.REGIONAL],
    disableExecuteApiEndpoint: true,
    cloudWatchRole: true,
    cloudWatchRoleRemovalPolicy: environment.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    deployOptions: {
      stageName: "live",
      throttlingRateLimit: requestsPerSecond,
      throttlingBurstLimit: requestsPerSecond * 2,
      loggingLevel: apigateway.MethodLoggingLevel.ERROR,
      dataTraceEnabled: false,
      metricsEnabled: true,
      accessLogDestination: new apigateway.LogGroupLogDestination(log),
      accessLogFormat: ACCESS_LOG,
    },
    domainName: {
      domainName: environment.api.domain,
      certificate: acm.Certificate.fromCertificateArn(stack, "Certificate", environment.api.certificateArn),
      endpointType: apigateway.EndpointType.REGIONAL,
      securityPolicy: apigateway.SecurityPolicy.TLS_1_2,
    },
  });
  const toFunction = new apigateway.LambdaIntegration(functions.byName.http, {
    responseTransferMode: apigateway.ResponseTransferMode.STREAM,
    timeout: LONGEST,
    allowTestInvoke: false,
  });
  gateway.root.addMethod("ANY", toFunction);
  gateway.root.addProxy({ defaultIntegration: toFunction, anyMethod: true });
  acknowledgeFindings(gateway);
  guardGateway(stack, environment, keys, gateway);
  new CfnOutput(stack, "AliasTarget", {
    description: `The name that ${environment.api.domain} is to be an alias of`,
    value: gateway.domainName?.domainNameAliasDomainName ?? "",
  });
  return { stack, gateway };
}

/** Without the query: what is asked for may hold an agent's name. */
const ACCESS_LOG = apigateway.AccessLogFormat.custom(
  JSON.stringify({
    request: apigateway.AccessLogField.contextRequestId(),
    at: apigateway.AccessLogField.contextRequestTime(),
    address: apigateway.AccessLogField.contextIdentitySourceIp(),
    method: apigateway.AccessLogField.contextHttpMethod(),
    path: apigateway.AccessLogField.contextPath(),
    status: apigateway.AccessLogField.contextStatus(),
    bytes: apigateway.AccessLogField.contextResponseLength(),
    ms: apigateway.AccessLogField.contextResponseLatency(),
    functionMs: apigateway.AccessLogField.contextIntegrationLatency(),
    firewall: apigateway.AccessLogField.contextWafResponseCode(),
  }),
);

function acknowledgeFindings(gateway: apigateway.RestApi): void {
  acknowledge(
    gateway,
    "AwsSolutions-APIG2",
    "The function checks every field of every request by the schema that describes it; the gateway knows no routes.",
  );
  for (const method of gateway.methods) {
    for (const rule of ["AwsSolutions-APIG4", "AwsSolutions-COG4"]) {
      acknowledge(
        method,
        rule,
        "The function asks every request but sign-in and health for a session or a token, and knows each route's right.",
      );
    }
  }
  const role = gateway.node.tryFindChild("CloudWatchRole");
  if (role !== undefined)
    acknowledge(
      role,
      "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
      "API Gateway takes one role an account for its logs, with the policy that AWS keeps for it.",
    );
}
