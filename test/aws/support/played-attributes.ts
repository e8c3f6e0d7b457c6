/**
 * What references to the resources of the templates stand for, where the tests play the services. In: the address of the played SQS.
 * Out: the attributes that the functions are told, in the forms that AWS gives them.
 */
import type { Attributes, RawResource } from "./stacks.ts";

export const PROXY_HOST = "proxy.database.internal";
export const CLUSTER_HOST = "cluster.database.internal";
/** Stands at the end of the proxy's ARN, and in the right to connect. */
export const PROXY_ID = "prx-0123456789abcdef0";

export const CLUSTER_ID = "cluster-0123456789ABCDEF";

export function playedAttributes(place: { account: string; region: string }, sqsAddress: string): Attributes {
  const arn = (service: string, rest: string): string => `arn:aws:${service}:${place.region}:${place.account}:${rest}`;
  const byType: Readonly<Record<string, (resource: RawResource, attribute: string) => string | null>> = {
    "AWS::SQS::Queue": ({ raw }, attribute) => {
      const name = String(raw["QueueName"]);
      return pick(attribute, { Ref: `${sqsAddress}/${place.account}/${name}`, Arn: arn("sqs", name), QueueName: name });
    },
    "AWS::S3::Bucket": ({ raw }, attribute) => {
      const name = String(raw["BucketName"]);
      return pick(attribute, { Ref: name, Arn: `arn:aws:s3:::${name}` });
    },
    "AWS::KMS::Key": ({ id }, attribute) => pick(attribute, { Ref: id, Arn: arn("kms", `key/${id}`) }),
    "AWS::IAM::Role": ({ raw, id }, attribute) => {
      const name = nameOf(raw["RoleName"], id);
      return pick(attribute, { Ref: name, Arn: `arn:aws:iam::${place.account}:role/${name}` });
    },
    "AWS::Lambda::Function": ({ raw, id }, attribute) => {
      const name = nameOf(raw["FunctionName"], id);
      return pick(attribute, { Ref: name, Arn: arn("lambda", `function:${name}`) });
    },
    "AWS::SecretsManager::Secret": ({ raw }, attribute) =>
      pick(attribute, { Ref: arn("secretsmanager", `secret:${String(raw["Name"])}-AbCdEf`) }),
    "AWS::ApiGateway::RestApi": ({ raw }, attribute) =>
      pick(attribute, { Ref: String(raw["Name"]), RootResourceId: "root" }),
    "AWS::RDS::DBProxy": ({ raw }, attribute) =>
      pick(attribute, {
        Ref: String(raw["DBProxyName"]),
        Endpoint: PROXY_HOST,
        DBProxyArn: arn("rds", `db-proxy:${PROXY_ID}`),
      }),
    "AWS::RDS::DBCluster": ({ raw }, attribute) =>
      pick(attribute, {
        Ref: String(raw["DBClusterIdentifier"]),
        DBClusterResourceId: CLUSTER_ID,
        "Endpoint.Address": CLUSTER_HOST,
        "MasterUserSecret.SecretArn": arn("secretsmanager", "secret:rds!cluster-0123-AbCdEf"),
        DBClusterArn: arn("rds", `cluster:${String(raw["DBClusterIdentifier"])}`),
      }),
  };
  return (resource, attribute) => byType[resource.type]?.(resource, attribute) ?? null;
}

function pick(attribute: string, known: Readonly<Record<string, string>>): string | null {
  return known[attribute] ?? null;
}

/** Where a template gives no name, CloudFormation makes one of the id. */
function nameOf(given: unknown, id: string): string {
  return typeof given === "string" ? given : id;
}
