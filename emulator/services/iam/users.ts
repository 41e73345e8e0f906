import type { ServiceSpecificCredentialMetadata, User } from '@aws-sdk/client-iam';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList, toTagList } from '../../tags.ts';
import { alreadyExists, deleteConflict, noSuchEntity, pageByMarker } from './_shared.ts';

interface StoredUser {
  user: User & { UserName: string };
  boundary: string | undefined;
  tags: Record<string, string>;
  /** Long-term keys of single services, without their secrets. */
  credentials: ServiceSpecificCredentialMetadata[];
}

const users = createTable<StoredUser>();

const DAY_MS = 86_400_000;

export const userOperations = {
  CreateUser(input, call) {
    const { UserName, Path = '/', PermissionsBoundary, Tags } = input;
    if (users.get(call, UserName)) throw alreadyExists(`User with name ${UserName} already exists.`);
    const stored: StoredUser = {
      user: {
        Path,
        UserName,
        UserId: `AIDA${call.world.ids.upper(17)}`,
        Arn: call.arn(`user${Path}${UserName}`),
        CreateDate: call.now(),
      },
      boundary: PermissionsBoundary,
      tags: fromTagList(Tags),
      credentials: [],
    };
    users.put(call, UserName, stored);
    return { User: shown(stored) };
  },

  // Without a name, the caller's own user, which a role has not.
  GetUser: (input, call) => ({ User: shown(find(call, input.UserName ?? '')) }),

  ListUsers(input, call) {
    const { PathPrefix = '/' } = input;
    const found = users
      .list(call)
      .filter(({ user }) => user.Path?.startsWith(PathPrefix))
      .sort((a, b) => (a.user.UserName < b.user.UserName ? -1 : 1));
    const { page, ...marks } = pageByMarker(found, input);
    // The list leaves boundary and tags out.
    return { Users: page.map(({ user }) => user), ...marks };
  },

  DeleteUser(input, call) {
    const { credentials } = find(call, input.UserName);
    if (credentials.length > 0)
      throw deleteConflict('Cannot delete entity, must delete its credentials first.');
    users.delete(call, input.UserName);
    return {};
  },

  CreateServiceSpecificCredential(input, call) {
    const { UserName, ServiceName, CredentialAgeDays: days } = input;
    const stored = find(call, UserName);
    const credential: ServiceSpecificCredentialMetadata = {
      UserName,
      ServiceName,
      ServiceSpecificCredentialId: `ACCA${call.world.ids.upper(17)}`,
      ServiceCredentialAlias: `${UserName}-at-${call.account}`,
      Status: 'Active',
      CreateDate: call.now(),
      ExpirationDate: days === undefined ? undefined : new Date(call.nowMs + days * DAY_MS),
    };
    users.put(call, UserName, { ...stored, credentials: [...stored.credentials, credential] });
    return {
      ServiceSpecificCredential: { ...credential, ServiceCredentialSecret: call.world.ids.lower(40) },
    };
  },

  ListServiceSpecificCredentials(input, call) {
    const { UserName, ServiceName } = input;
    const { credentials } = find(call, UserName ?? '');
    const found = credentials.filter((each) => ServiceName === undefined || each.ServiceName === ServiceName);
    const { page, ...marks } = pageByMarker(found, input);
    return { ServiceSpecificCredentials: page, ...marks };
  },

  UpdateServiceSpecificCredential(input, call) {
    change(call, input, (credential) => [{ ...credential, Status: input.Status }]);
    return {};
  },

  DeleteServiceSpecificCredential(input, call) {
    change(call, input, () => []);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-iam')>;

interface CredentialOfUser {
  UserName?: string | undefined;
  ServiceSpecificCredentialId: string;
}

function change(
  call: Call,
  { UserName = '', ServiceSpecificCredentialId: id }: CredentialOfUser,
  become: (credential: ServiceSpecificCredentialMetadata) => ServiceSpecificCredentialMetadata[],
): void {
  const stored = find(call, UserName);
  const isIt = (each: ServiceSpecificCredentialMetadata) => each.ServiceSpecificCredentialId === id;
  if (!stored.credentials.some(isIt)) throw noSuchEntity(`No such credential ${id} exists`);
  const credentials = stored.credentials.flatMap((each) => (isIt(each) ? become(each) : [each]));
  users.put(call, UserName, { ...stored, credentials });
}

function find(call: Call, name: string): StoredUser {
  const found = users.get(call, name);
  if (found === undefined) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return found;
}

function shown({ user, boundary, tags }: StoredUser): User {
  return {
    ...user,
    PermissionsBoundary:
      boundary === undefined
        ? undefined
        : { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: boundary },
    Tags: Object.keys(tags).length === 0 ? undefined : toTagList(tags),
  };
}
