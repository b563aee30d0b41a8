/** Entry of both pages in a browser: the connection is the loopback host's HTTP. */
import { connectByHttp } from './connection/http.ts';
import { mount, pageScreen } from './mount.tsx';
import { openCitizenWindow, takeTokens } from './page-tokens.ts';

const { own, display } = takeTokens(window);

await mount(async () => {
  if (pageScreen() === 'citizen') {
    const { CitizenApp } = await import('./citizen-display/CitizenApp.tsx');
    return <CitizenApp connection={connectByHttp({ screen: 'citizen', token: own })} />;
  }
  const { ClerkApp } = await import('./clerk/ClerkApp.tsx');
  return (
    <ClerkApp
      connection={connectByHttp({ screen: 'clerk', token: own })}
      openDisplay={display === null ? null : () => openCitizenWindow(window, display)}
    />
  );
});
