interface ApiCertificate {
  readonly location: { readonly secretsManager?: object } | undefined;
}

/** The API wraps the secret's ARN in a union of locations; CloudFormation has it bare. */
export function certificatesOf(certificates: readonly ApiCertificate[] | undefined) {
  return certificates?.map(({ location }) => ({ certificateLocation: location?.secretsManager ?? location }));
}
